import { useT } from '@crm/shared/i18n.tsx';
import type { ChatKey } from '@crm/shared/model.ts';
import { Button, Form, Input, Modal, Select, Upload } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useSaveChatKey } from '../data/chat-keys.ts';
import { useDealerNames } from '../data/service.ts';
import { ErrorNote } from '../ui/answer.tsx';

interface Values {
  name: string;
  dealerId?: string;
  origins: string[];
  title?: string;
  color: string;
  locales: string[];
  scene?: string;
}

const largestLogo = 70_000;

export function ChatKeyForm({ of, onClose }: { of: ChatKey | null; onClose(): void }) {
  const t = useT();
  const [form] = Form.useForm<Values>();
  const save = useSaveChatKey();
  const dealers = useDealerNames().data?.items ?? [];
  const [logo, setLogo] = useState<string | null>(of?.theme.logo ?? null);
  const [tooBig, setTooBig] = useState(false);
  const submit = (values: Values) => after(save.mutateAsync({
    of,
    input: {
      name: values.name, dealerId: values.dealerId ?? '', origins: values.origins, locales: values.locales, scene: values.scene ?? '',
      theme: { color: values.color, logo: logo ?? '', ...(values.title ? { title: values.title } : {}) },
    },
  }), onClose);
  const take = (file: File) => {
    setTooBig(file.size > largestLogo);
    if (file.size <= largestLogo) {
      const reader = new FileReader();
      reader.onload = () => setLogo(String(reader.result));
      reader.readAsDataURL(file);
    }
    return false;
  };
  return (
    <Modal open title={t(of ? 'chatKeys.edit' : 'chatKeys.add')} okText={t('chatKeys.save')} okButtonProps={{ loading: save.isPending }} onOk={() => form.submit()} onCancel={onClose}>
      <Form<Values>
        form={form}
        layout="vertical"
        onFinish={submit}
        initialValues={of
          ? { name: of.name, dealerId: of.dealerId ?? undefined, origins: of.origins, title: of.theme.title, color: of.theme.color, locales: of.locales, scene: of.scene ?? '' }
          : { origins: [], color: '#0b6a5d', locales: ['zh-CN', 'en'] }}
      >
        <Form.Item name="name" label={t('chatKeys.name')} rules={[{ required: true, message: t('chatKeys.nameNeeded') }]}><Input maxLength={100} /></Form.Item>
        <Form.Item name="dealerId" label={t('service.dealer')}>
          <Select allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('chatKeys.maker')} options={dealers.map((dealer) => ({ value: dealer.id, label: dealer.name }))} />
        </Form.Item>
        <Form.Item name="origins" label={t('chatKeys.origins')} extra={t('chatKeys.originsHelp')}><Select mode="tags" open={false} tokenSeparators={[' ', ',', '\n']} /></Form.Item>
        <Form.Item name="title" label={t('chatKeys.headline')}><Input maxLength={60} /></Form.Item>
        <Form.Item name="color" label={t('chatKeys.color')}><Input type="color" style={{ width: 80 }} /></Form.Item>
        <Form.Item label={t('chatKeys.logo')} extra={tooBig ? <span role="alert">{t('chatKeys.logoTooBig')}</span> : t('chatKeys.logoHelp')}>
          <div className="row">
            {logo && <img src={logo} alt="" style={{ maxHeight: 36, maxWidth: 120 }} />}
            <Upload accept="image/png,image/jpeg,image/webp,image/gif" showUploadList={false} beforeUpload={take}><Button>{t('chatKeys.choose')}</Button></Upload>
            {logo && <Button type="text" onClick={() => setLogo(null)}>{t('chatKeys.noLogo')}</Button>}
          </div>
        </Form.Item>
        <Form.Item name="locales" label={t('chatKeys.locales')} rules={[{ required: true, message: t('chatKeys.localesNeeded') }]}>
          <Select mode="multiple" options={[{ value: 'zh-CN', label: t('chatKeys.chinese') }, { value: 'en', label: t('chatKeys.english') }]} />
        </Form.Item>
        <Form.Item name="scene" label={t('chatKeys.scene')} extra={t('chatKeys.sceneHelp')}><Input maxLength={32} /></Form.Item>
        <ErrorNote error={save.error} />
      </Form>
    </Modal>
  );
}
