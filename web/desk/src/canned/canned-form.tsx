import { useT } from '@crm/shared/i18n.tsx';
import type { CannedReply } from '@crm/shared/model.ts';
import { Form, Input, Modal, Switch } from 'antd';
import { after } from '../data/after.ts';
import { useSaveCanned } from '../data/canned.ts';
import { useUser } from '../data/session.ts';
import { ErrorNote } from '../ui/answer.tsx';

const locales = ['zh-CN', 'en'] as const;

interface Fields {
  shortcut: string;
  title: string;
  texts: Record<string, string | undefined>;
  team?: boolean;
}

export function CannedForm({ reply, onClose }: { reply: CannedReply | null; onClose(): void }) {
  const t = useT();
  const { role } = useUser();
  const [form] = Form.useForm<Fields>();
  const save = useSaveCanned(reply);
  const submit = (fields: Fields) => {
    const texts = Object.fromEntries(Object.entries(fields.texts).filter((entry): entry is [string, string] => (entry[1] ?? '').trim() !== ''));
    after(save.mutateAsync({ shortcut: fields.shortcut, title: fields.title, texts, team: fields.team ?? false }), onClose);
  };
  return (
    <Modal open title={t(reply ? 'canned.edit' : 'canned.add')} okText={t('canned.save')} okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} initialValues={reply ? { ...reply, team: reply.owner === 'team' } : { team: false, texts: {} }}>
        <Form.Item name="shortcut" label={t('canned.shortcut')} extra={t('canned.shortcutHelp')} rules={[{ required: true, pattern: /^[\p{L}\p{N}-]{1,30}$/u, message: t('canned.shortcutHelp') }]}>
          <Input autoFocus addonBefore="/" maxLength={30} />
        </Form.Item>
        <Form.Item name="title" label={t('canned.name')} rules={[{ required: true, message: t('form.required') }]}><Input maxLength={80} /></Form.Item>
        {locales.map((locale) => (
          <Form.Item key={locale} name={['texts', locale]} label={t.word('language', locale)} extra={locale === 'en' ? t('canned.places', { places: '{customer} {agent} {dueAt}' }) : undefined}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
          </Form.Item>
        ))}
        {!reply && role !== 'agent' && <Form.Item name="team" label={t('canned.team')} valuePropName="checked"><Switch /></Form.Item>}
        <ErrorNote error={save.error} />
      </Form>
    </Modal>
  );
}
