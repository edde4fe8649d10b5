import { PhoneOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import { App, Button } from 'antd';
import { after } from '../data/after.ts';
import { usePromiseCall } from '../data/conversations.ts';
import { ErrorNote } from '../ui/answer.tsx';

/** One tap: the customer is promised a call, which then stands in the queue with its countdown. */
export function CallInstead({ conversationId, customerId, size = 'middle' }: { conversationId: string; customerId: string; size?: 'small' | 'middle' }) {
  const t = useT();
  const { message } = App.useApp();
  const promise = usePromiseCall(conversationId, customerId);
  return (
    <>
      <Button
        size={size}
        type={size === 'small' ? 'default' : 'primary'}
        icon={<PhoneOutlined />}
        loading={promise.isPending}
        onClick={() => after(promise.mutateAsync(), (made) => void message.success(t(made.isNew ? 'talk.callPromised' : 'talk.callThere')))}
      >
        {t('talk.callInstead')}
      </Button>
      {promise.error && <ErrorNote error={promise.error} />}
    </>
  );
}
