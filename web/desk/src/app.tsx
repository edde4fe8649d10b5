import { useT } from '@crm/shared/i18n.tsx';
import { Spin } from 'antd';
import { Suspense, lazy, useEffect } from 'react';
import { Navigate, Route, Routes } from 'react-router';
import { UserContext, useSession } from './data/session.ts';
import { Shell } from './shell/shell.tsx';
import { SignInPage } from './shell/sign-in.tsx';
import { Empty } from './ui/empty.tsx';
import { ErrorNote } from './ui/answer.tsx';

const QueuePage = lazy(() => import('./queue/queue-page.tsx'));
const CustomerPage = lazy(() => import('./customer/customer-page.tsx'));
const CustomerSearch = lazy(() => import('./customer/customer-search.tsx'));
const LeadsPage = lazy(() => import('./leads/leads-page.tsx'));
const ComplaintsPage = lazy(() => import('./complaints/complaints-page.tsx'));
const SummaryPage = lazy(() => import('./summary/summary-page.tsx'));
const GroupsPage = lazy(() => import('./groups/groups-page.tsx'));
const MassPage = lazy(() => import('./mass/mass-page.tsx'));
const OffersPage = lazy(() => import('./offers/offers-page.tsx'));
const InquiriesPage = lazy(() => import('./admin/inquiries-page.tsx'));
const ChatsPage = lazy(() => import('./chats/chats-page.tsx'));
const CannedPage = lazy(() => import('./canned/canned-page.tsx'));
const ServicePage = lazy(() => import('./service/service-page.tsx'));
const WaysPage = lazy(() => import('./ways/ways-page.tsx'));
const TransfersPage = lazy(() => import('./links/transfers-page.tsx'));
const ChatKeysPage = lazy(() => import('./chat-keys/chat-keys-page.tsx'));
const ArticlesPage = lazy(() => import('./articles/articles-page.tsx'));
const QuestionsPage = lazy(() => import('./articles/questions-page.tsx'));
const PluginsPage = lazy(() => import('./admin/plugins-page.tsx'));

export function DeskApp() {
  const t = useT();
  const session = useSession();
  const user = session.data?.user ?? null;
  useEffect(() => { document.title = t('app.title'); }, [t]);

  if (session.isPending) return <Waiting />;
  if (session.data === undefined) return <div className="page"><ErrorNote error={session.error} onRetry={() => void session.refetch()} /></div>;
  if (!user) return <SignInPage />;

  const home = user.role === 'dealer' ? '/offers' : '/callbacks';
  return (
    <UserContext value={user}>
      <Shell>
        <Suspense fallback={<Waiting />}>
          <Routes>
            <Route path="/" element={<Navigate to={home} replace />} />
            <Route path="/callbacks" element={<QueuePage />} />
            <Route path="/customers" element={<CustomerSearch />} />
            <Route path="/customers/:id" element={<CustomerPage />} />
            <Route path="/leads" element={<LeadsPage />} />
            <Route path="/complaints" element={<ComplaintsPage />} />
            <Route path="/summary" element={<SummaryPage />} />
            <Route path="/offers" element={<OffersPage />} />
            <Route path="/groups" element={<GroupsPage />} />
            <Route path="/mass-sends" element={<MassPage />} />
            <Route path="/inquiries" element={<InquiriesPage />} />
            <Route path="/chats" element={<ChatsPage />} />
            <Route path="/canned-replies" element={<CannedPage />} />
            <Route path="/service" element={<ServicePage />} />
            <Route path="/contact-ways" element={<WaysPage />} />
            <Route path="/transfers" element={<TransfersPage />} />
            <Route path="/chat-keys" element={<ChatKeysPage />} />
            <Route path="/articles" element={<ArticlesPage />} />
            <Route path="/questions" element={<QuestionsPage />} />
            <Route path="/plugins" element={<PluginsPage />} />
            <Route path="*" element={<Empty title={t('app.noSuchPage')} next={t('app.noSuchPageNext')} />} />
          </Routes>
        </Suspense>
      </Shell>
    </UserContext>
  );
}

function Waiting() {
  return <div className="empty"><Spin /></div>;
}
