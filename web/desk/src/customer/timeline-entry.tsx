import {
  AuditOutlined, ClockCircleOutlined, FireOutlined, FormOutlined, InfoCircleOutlined, MessageOutlined, PhoneOutlined, SafetyCertificateOutlined, ShopOutlined, WarningOutlined,
} from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { TimelineItem } from '@crm/shared/model.ts';
import { fullMoment, timeOfDay } from '@crm/shared/time.ts';
import type { ReactNode } from 'react';

const icons: Record<TimelineItem['type'], ReactNode> = {
  message: <MessageOutlined />,
  inquiry: <FormOutlined />,
  lead: <FireOutlined />,
  offer: <ShopOutlined />,
  promise: <ClockCircleOutlined />,
  attempt: <PhoneOutlined />,
  complaint: <WarningOutlined />,
  consent: <SafetyCertificateOutlined />,
  event: <InfoCircleOutlined />,
};

export function TimelineEntry({ item }: { item: TimelineItem }) {
  const t = useT();
  const talk = item.type === 'message';
  const title = item.title ?? t.word('type', item.type);
  return (
    <li className={`entry entry-${item.type} ${talk ? `talk talk-${item.direction ?? 'in'}` : ''}`}>
      <time className="entry-time num" dateTime={item.at} title={fullMoment(item.at, t.locale)}>{timeOfDay(item.at, t.locale)}</time>
      <span className="entry-icon" title={t.word('type', item.type)}>{icons[item.type] ?? <AuditOutlined />}<span className="hidden-text">{t.word('type', item.type)}</span></span>
      <div className="entry-body">
        {talk
          ? <>
              <div className="muted small">{t(item.direction === 'out' ? 'timeline.we' : 'timeline.customer')}{item.channel && <> · {t.word('channel', item.channel)}</>}{outState(item) && <> · {t.word('delivery', outState(item))}</>}</div>
              <div className="bubble">{item.text ?? title}</div>
            </>
          : <>
              <div><span className="strong">{title}</span>{item.channel && <span className="muted small"> · {t.word('channel', item.channel)}</span>}</div>
              {item.text && <div className="entry-text">{item.text}</div>}
            </>}
      </div>
    </li>
  );
}

function outState(item: TimelineItem): string | null {
  const state = item.data?.['state'] ?? item.data?.['deliveryState'];
  return item.direction === 'out' && typeof state === 'string' && state !== 'sent' ? state : null;
}
