import { LinkOutlined, UserAddOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { ServiceAccount } from '@crm/shared/model.ts';
import { Button, Form, Input, Modal, Select, Tag } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import type { NewLink } from '../data/service.ts';
import { useChangeStaff, useDealerNames, useMakeLink, useServiceStaff } from '../data/service.ts';
import { useUser } from '../data/session.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';

export function AccountCard({ account }: { account: ServiceAccount }) {
  const t = useT();
  const { role } = useUser();
  const staff = useServiceStaff(account);
  const change = useChangeStaff(account);
  const [member, setMember] = useState('');
  const [linking, setLinking] = useState(false);
  const add = () => { if (member.trim() !== '') after(change.mutateAsync({ add: [member.trim()] }), () => setMember('')); };
  return (
    <section className="card" aria-label={account.name}>
      <div className="card-head">
        <h2>{account.name} <span className="muted small">{account.account}</span></h2>
        {role !== 'agent' && <Button size="small" icon={<LinkOutlined />} onClick={() => setLinking(true)}>{t('service.newLink')}</Button>}
      </div>
      <div className="card-body stack">
        <Answer of={staff} lines={1}>
          {(page) => (
            <div className="row wrap">
              <span className="muted small">{t('service.staff')}</span>
              {page.items.length === 0 && <span className="muted">{t('service.noStaff')}</span>}
              {page.items.map((one) => (
                <Tag key={one.member} closable={role === 'admin'} onClose={(event) => { event.preventDefault(); change.mutate({ remove: [one.member] }); }}>
                  <i className={`dot ${one.available ? 'fill-keptConnected' : ''}`} aria-hidden /> {one.member}
                  <span className="muted small"> {t(one.available ? 'service.receiving' : 'service.paused')}</span>
                </Tag>
              ))}
            </div>
          )}
        </Answer>
        {role === 'admin' && (
          <div className="row">
            <Input className="member-input" size="small" value={member} onChange={(event) => setMember(event.target.value)} onPressEnter={add} aria-label={t('service.memberId')} placeholder={t('service.memberId')} />
            <Button size="small" icon={<UserAddOutlined />} disabled={member.trim() === ''} loading={change.isPending} onClick={add}>{t('service.addMember')}</Button>
          </div>
        )}
        {change.error && <ErrorNote error={change.error} />}
      </div>
      {linking && <LinkDialog account={account} onClose={() => setLinking(false)} />}
    </section>
  );
}

function LinkDialog({ account, onClose }: { account: ServiceAccount; onClose(): void }) {
  const t = useT();
  const [form] = Form.useForm<NewLink>();
  const make = useMakeLink(account);
  const dealers = useDealerNames();
  return (
    <Modal open title={t('service.newLink')} okText={t('service.makeLink')} okButtonProps={{ loading: make.isPending }} onOk={form.submit} onCancel={onClose}>
      <Form form={form} layout="vertical" onFinish={(link) => after(make.mutateAsync(link), onClose)}>
        <Form.Item name="name" label={t('service.linkName')} rules={[{ required: true, message: t('form.required') }]}><Input autoFocus maxLength={60} /></Form.Item>
        <Form.Item name="dealerId" label={t('service.dealer')}>
          <Select allowClear showSearch optionFilterProp="label" placeholder={t('service.anyDealer')} options={(dealers.data?.items ?? []).map((dealer) => ({ value: dealer.id, label: dealer.name }))} />
        </Form.Item>
        <Form.Item name="campaign" label={t('service.campaign')} rules={[{ pattern: /^[A-Za-z0-9]{0,12}$/, message: t('service.campaignHelp') }]}><Input maxLength={12} /></Form.Item>
      </Form>
      {make.error && <ErrorNote error={make.error} />}
    </Modal>
  );
}
