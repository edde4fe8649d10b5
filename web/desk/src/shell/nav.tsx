import {
  ApiOutlined, BarChartOutlined, BookOutlined, CustomerServiceOutlined, FileSearchOutlined, FireOutlined, InboxOutlined, MessageOutlined,
  NotificationOutlined, PhoneOutlined, QrcodeOutlined, QuestionCircleOutlined, SearchOutlined, SwapOutlined, TeamOutlined, ThunderboltOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { useNowPart } from '@crm/shared/clock.ts';
import type { Key } from '@crm/shared/i18n.tsx';
import { useT } from '@crm/shared/i18n.tsx';
import type { Role } from '@crm/shared/model.ts';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { WaitingBell } from '../chats/waiting-bell.tsx';
import { useQueue } from '../data/callbacks.ts';
import { useQuestions } from '../data/articles.ts';
import { useUser } from '../data/session.ts';

interface Entry {
  to: string;
  label: Key;
  icon: ReactNode;
  roles: Role[];
}

const all: Role[] = ['admin', 'lead', 'agent', 'dealer'];
const maker: Role[] = ['admin', 'lead', 'agent'];

const entries: Entry[] = [
  { to: '/offers', label: 'nav.offers', icon: <InboxOutlined />, roles: ['dealer'] },
  { to: '/callbacks', label: 'nav.callbacks', icon: <PhoneOutlined />, roles: all },
  { to: '/chats', label: 'nav.chats', icon: <MessageOutlined />, roles: maker },
  { to: '/customers', label: 'nav.customers', icon: <SearchOutlined />, roles: maker },
  { to: '/leads', label: 'nav.leads', icon: <FireOutlined />, roles: all },
  { to: '/complaints', label: 'nav.complaints', icon: <WarningOutlined />, roles: maker },
  { to: '/groups', label: 'nav.groups', icon: <TeamOutlined />, roles: maker },
  { to: '/mass-sends', label: 'nav.massSends', icon: <NotificationOutlined />, roles: all },
  { to: '/contact-ways', label: 'nav.ways', icon: <QrcodeOutlined />, roles: ['admin', 'lead', 'dealer'] },
  { to: '/questions', label: 'nav.questions', icon: <QuestionCircleOutlined />, roles: maker },
  { to: '/articles', label: 'nav.articles', icon: <BookOutlined />, roles: maker },
  { to: '/summary', label: 'nav.summary', icon: <BarChartOutlined />, roles: maker },
  { to: '/inquiries', label: 'nav.inquiries', icon: <FileSearchOutlined />, roles: ['admin', 'lead'] },
  { to: '/transfers', label: 'nav.transfers', icon: <SwapOutlined />, roles: ['admin', 'lead'] },
  { to: '/canned-replies', label: 'nav.canned', icon: <ThunderboltOutlined />, roles: maker },
  { to: '/service', label: 'nav.service', icon: <CustomerServiceOutlined />, roles: maker },
  { to: '/chat-keys', label: 'nav.chatKeys', icon: <MessageOutlined />, roles: ['admin', 'lead'] },
  { to: '/plugins', label: 'nav.plugins', icon: <ApiOutlined />, roles: ['admin'] },
];

export function Nav() {
  const t = useT();
  const { role } = useUser();
  return (
    <nav aria-label={t('nav.label')}>
      {entries.filter((entry) => entry.roles.includes(role)).map((entry) => (
        <NavLink key={entry.to} to={entry.to} className="nav-link">
          <span aria-hidden>{entry.icon}</span>
          <span className="nav-text">{t(entry.label)}</span>
          {entry.to === '/callbacks' && <OverdueBadge />}
          {entry.to === '/questions' && <QuestionsBadge />}
          {entry.to === '/chats' && <WaitingBell />}
        </NavLink>
      ))}
    </nav>
  );
}

function OverdueBadge() {
  const t = useT();
  const queue = useQueue();
  const count = useNowPart((now) => (queue.data?.items ?? []).filter((c) => Date.parse(c.dueAt) < now).length);
  return count > 0 ? <span className="badge" title={t('queue.overdueCount', { n: count })}>{count}</span> : null;
}

function QuestionsBadge() {
  const questions = useQuestions('open');
  const first = questions.data?.pages[0];
  const count = first?.items.length ?? 0;
  return count > 0 ? <span className="badge quiet">{count}{first?.nextCursor ? '+' : ''}</span> : null;
}
