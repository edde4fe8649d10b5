import { GlobalOutlined } from '@ant-design/icons';
import { remedy } from '@crm/shared/errors.ts';
import { useSetLocale, useT } from '@crm/shared/i18n.tsx';
import { Alert, Button, Form, Input } from 'antd';
import { useSignIn } from '../data/session.ts';
import './shell.css';

export function SignInPage() {
  const t = useT();
  const setLocale = useSetLocale();
  const signIn = useSignIn();
  const other = t.locale === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <main className="sign-in">
      <div className="card sign-in-box">
        <h1 className="brand"><img src="/desk/icon.svg" alt="" width="30" height="30" />{t('app.title')}</h1>
        <p className="muted" style={{ marginBottom: 18 }}>{t('signIn.lead')}</p>
        <Form layout="vertical" requiredMark={false} onFinish={(values: { userName: string; password: string }) => signIn.mutate(values)}>
          <Form.Item name="userName" label={t('signIn.userName')} rules={[{ required: true, message: t('form.required') }]}>
            <Input autoFocus autoComplete="username" size="large" />
          </Form.Item>
          <Form.Item name="password" label={t('signIn.password')} rules={[{ required: true, message: t('form.required') }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {signIn.error && <Alert type="error" role="alert" showIcon title={remedy(signIn.error, t)} style={{ marginBottom: 16 }} />}
          <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>{t('signIn.submit')}</Button>
        </Form>
        <div className="side-buttons">
          <Button type="text" size="small" icon={<GlobalOutlined />} lang={other} onClick={() => setLocale(other)}>{t('app.otherLanguage')}</Button>
        </div>
      </div>
    </main>
  );
}
