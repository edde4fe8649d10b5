import { ArrowLeftOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { ChatItem } from '@crm/shared/model.ts';
import { Button } from 'antd';
import { Link } from 'react-router';
import { Talk } from '../customer/conversation-view.tsx';

/** The conversation beside the list; alone on a small screen, with the way back. */
export function ChatPanel({ item, onBack }: { item: ChatItem; onBack(): void }) {
  const t = useT();
  return (
    <section className="card talk chats-panel" aria-label={t('talk.title')}>
      <div className="card-head">
        <Button className="chats-back" type="text" icon={<ArrowLeftOutlined />} aria-label={t('action.back')} onClick={onBack} />
        <h2 className="grow clip">{item.customerName ?? t('customer.noName')}</h2>
        <Link to={`/customers/${item.customerId}`}>{t('customer.openAll')}</Link>
      </div>
      <Talk conversation={{ id: item.id, customerId: item.customerId, channel: item.channel }} />
    </section>
  );
}
