import {
  ClockCircleOutlined, EditOutlined, FireOutlined, FlagOutlined, FormOutlined, LockOutlined, MessageOutlined, PhoneOutlined, SafetyCertificateOutlined, ShopOutlined, WarningOutlined,
} from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { TimelineItem } from '@crm/shared/model.ts';
import { fullMoment, timeOfDay } from '@crm/shared/time.ts';
import type { ReactNode } from 'react';
import { entryText, entryTitle } from './entry-words.ts';

const icons: Record<TimelineItem['type'], ReactNode> = {
  message: <MessageOutlined />,
  inquiry: <FormOutlined />,
  lead: <FireOutlined />,
  offer: <ShopOutlined />,
  fact: <FlagOutlined />,
  promise: <ClockCircleOutlined />,
  attempt: <PhoneOutlined />,
  complaint: <WarningOutlined />,
  'complaint-note': <EditOutlined />,
  consent: <SafetyCertificateOutlined />,
  'private-chat': <LockOutlined />,
};

export function TimelineEntry({ item }: { item: TimelineItem }) {
  const t = useT();
  const talk = item.type === 'message';
  const text = entryText(item, t);
  return (
    <li className={`entry entry-${item.type} ${talk ? `talk-${item.direction ?? 'in'}` : ''}`}>
      <time className="entry-time num" dateTime={item.at} title={fullMoment(item.at, t.locale)}>{timeOfDay(item.at, t.locale)}</time>
      <span className="entry-icon" aria-hidden>{icons[item.type]}</span>
      <div className="entry-body">
        <div className={talk ? 'muted small' : ''}>
          <span className={talk ? '' : 'strong'}>{talk ? t.word('author', item.title) : entryTitle(item, t)}</span>
          {item.channel && item.type !== 'attempt' && <span className="muted small"> · {t.word('channel', item.channel)}</span>}
        </div>
        {text !== '' && <div className={talk ? 'bubble' : 'entry-text'}>{text}</div>}
      </div>
    </li>
  );
}
