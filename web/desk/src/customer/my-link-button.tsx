import { MobileOutlined } from '@ant-design/icons';
import { call } from '@crm/shared/api.ts';
import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Dropdown } from 'antd';
import { useUser } from '../data/session.ts';

/** Gives the customer the way to the own page: sent where they last wrote, copied to be passed on, or taken back. */
export function MyLinkButton({ customerId }: { customerId: string }) {
  const t = useT();
  const { role } = useUser();
  const { message } = App.useApp();
  const url = `/api/v1/customers/${customerId}/my-link`;
  const act = useMutation({
    mutationFn: async (what: string) => {
      if (what === 'revoke') return call<undefined>(url, { method: 'DELETE' });
      const link = await call<{ url: string }>(url, { method: 'POST', body: { send: what === 'send' } });
      if (what === 'copy') await navigator.clipboard.writeText(link.url);
      return undefined;
    },
    onSuccess: (_, what) => void message.success(t(what === 'send' ? 'myLink.sent' : what === 'copy' ? 'myLink.copied' : 'myLink.revoked')),
    onError: (error) => void message.error(remedy(error, t)),
  });
  if (role === 'dealer') return null;
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [{ key: 'send', label: t('myLink.send') }, { key: 'copy', label: t('myLink.copy') }, { key: 'revoke', label: t('myLink.revoke'), danger: true }],
        onClick: ({ key }) => act.mutate(key),
      }}
    >
      <Button icon={<MobileOutlined />} loading={act.isPending}>{t('myLink.title')}</Button>
    </Dropdown>
  );
}
