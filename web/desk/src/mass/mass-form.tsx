import { useT } from '@crm/shared/i18n.tsx';
import type { Audience, MassSendInput } from '@crm/shared/mass.ts';
import { Button, DatePicker, Form, Input, Modal, Select } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useMassSendAccounts, useMassSendActions } from '../data/mass.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { PreviewCard } from './preview-card.tsx';

interface Fields {
  name: string; account?: string; to: 'customers' | 'groups'; text: string; sender?: string; startAt?: Dayjs | null;
  tags?: string[]; temperature?: string; brand?: string; series?: string; after?: Dayjs | null; before?: Dayjs | null;
}

/** Plans a mass send; what it would reach is shown before it is planned. */
export function MassForm({ onClose, onPlanned }: { onClose(): void; onPlanned(id: string): void }) {
  const t = useT();
  const [form] = Form.useForm<Fields>();
  const [key] = useState(() => crypto.randomUUID());
  const accounts = useMassSendAccounts(true);
  const { preview, plan } = useMassSendActions();
  const first = accounts.data?.[0]?.account;
  const toGroups = Form.useWatch('to', form) === 'groups';

  const input = (fields: Fields): MassSendInput => {
    const audience: Audience = {};
    if (!toGroups) {
      if (fields.tags?.length) audience.tags = fields.tags;
      if (fields.temperature) audience.temperature = fields.temperature;
      if (fields.brand) audience.brand = fields.brand;
      if (fields.series) audience.series = fields.series;
      if (fields.after) audience.lastContactAfter = fields.after.toISOString();
      if (fields.before) audience.lastContactBefore = fields.before.toISOString();
    }
    return {
      key, name: fields.name, account: fields.account ?? first ?? '', toGroups, text: fields.text, audience,
      ...(fields.sender && !toGroups ? { sender: fields.sender } : {}), ...(fields.startAt ? { startAt: fields.startAt.toISOString() } : {}),
    };
  };

  return (
    <Modal open width={720} title={t('mass.new')} onCancel={onClose} footer={null} destroyOnHidden>
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ to: 'customers' }}
        onValuesChange={() => preview.reset()}
        onFinish={(fields) => after(plan.mutateAsync(input(fields)), (made) => { onClose(); onPlanned(made.id); })}
      >
        <Form.Item name="name" label={t('mass.name')} rules={[{ required: true, message: t('mass.nameNeeded') }]}><Input maxLength={100} autoFocus /></Form.Item>
        {(accounts.data?.length ?? 0) > 1 && (
          <Form.Item name="account" label={t('mass.account')}><Select placeholder={first} options={(accounts.data ?? []).map((a) => ({ value: a.account, label: a.account }))} /></Form.Item>
        )}
        <Form.Item name="to" label={t('mass.to')}>
          <Select options={[{ value: 'customers', label: t('mass.toCustomers') }, { value: 'groups', label: t('mass.toGroups') }]} />
        </Form.Item>
        {!toGroups && (
          <div style={{ display: 'grid', gridTemplateColumns: '1fr 1fr', columnGap: 12 }}>
            <Form.Item name="tags" label={t('mass.tags')}><Select mode="tags" open={false} suffixIcon={null} /></Form.Item>
            <Form.Item name="temperature" label={t('lead.intent')}>
              <Select allowClear options={['hot', 'warm', 'cold'].map((value) => ({ value, label: t.word('temperature', value) }))} />
            </Form.Item>
            <Form.Item name="brand" label={t('mass.brand')}><Input /></Form.Item>
            <Form.Item name="series" label={t('mass.series')}><Input /></Form.Item>
            <Form.Item name="after" label={t('mass.contactAfter')}><DatePicker style={{ width: '100%' }} /></Form.Item>
            <Form.Item name="before" label={t('mass.contactBefore')}><DatePicker style={{ width: '100%' }} /></Form.Item>
            <Form.Item name="sender" label={t('mass.sender')} extra={t('mass.senderHint')}><Input /></Form.Item>
          </div>
        )}
        <Form.Item name="text" label={t('mass.text')} rules={[{ required: true, message: t('mass.textNeeded') }]}><Input.TextArea rows={4} maxLength={1300} showCount /></Form.Item>
        <Form.Item name="startAt" label={t('mass.start')} extra={t('mass.startHint')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" /></Form.Item>
        <ErrorNote error={preview.error ?? plan.error ?? accounts.error} />
        {accounts.data?.length === 0 && <p role="status">{t('mass.noAccounts')}</p>}
        {preview.data && <PreviewCard of={preview.data} />}
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end' }}>
          <Button loading={preview.isPending} onClick={() => preview.mutate(input(form.getFieldsValue()))}>{t('mass.preview')}</Button>
          <Button type="primary" htmlType="submit" loading={plan.isPending} disabled={!preview.data || preview.data.allowed === 0}>{t('mass.plan')}</Button>
        </div>
      </Form>
    </Modal>
  );
}
