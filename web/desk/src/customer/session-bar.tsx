import { DownloadOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { ServiceSession } from '@crm/shared/model.ts';
import { ApiError } from '@crm/shared/api.ts';
import { Alert, Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import type { SessionMove } from '../data/conversations.ts';
import { useAgents, useMoveSession, useServiceSession } from '../data/conversations.ts';
import { useUser } from '../data/session.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';
import { HandOverNote } from './hand-over-note.tsx';

const look: Record<ServiceSession['state'], string> = { bot: '', waiting: 'urgent', agent: 'calm', ended: '' };

/** Who has the conversation, and the buttons that change that. */
export function SessionBar({ conversationId }: { conversationId: string }) {
  const session = useServiceSession(conversationId);
  return session.data ? <Bar session={session.data} /> : null;
}

function Bar({ session }: { session: ServiceSession }) {
  const t = useT();
  const user = useUser();
  const change = useMoveSession(session);
  const [passing, setPassing] = useState(false);
  const mine = session.owner?.kind === 'user' && session.owner.id === user.id;
  const free = session.owner === null || session.state === 'ended';
  const may = mine || free || user.role !== 'agent';
  const move = (to: SessionMove) => change.mutate({ move: to });
  const open = session.state === 'waiting' || session.state === 'agent';
  return (
    <div className="session-bar">
      <span className={`pill ${look[session.state]}`}>{t.word('sessionState', session.state)}</span>
      {session.owner && <span className="strong">{mine ? t('owner.me') : session.owner.name}{session.owner.kind === 'member' && <span className="muted small"> · {t('session.member')}</span>}</span>}
      {session.state === 'waiting' && session.platform === 'waiting' && <span className="muted small">{t('session.inPool')}</span>}
      {session.since && session.state !== 'bot' && <span className="muted small"><Moment at={session.since} /></span>}
      <span className="grow" />
      {session.state !== 'agent' && <Button size="small" type="primary" loading={change.isPending} onClick={() => move('take')}>{t('session.take')}</Button>}
      {open && may && <Button size="small" onClick={() => setPassing(true)}>{t('session.transfer')}</Button>}
      {session.hasPool && open && may && session.platform === null && <Button size="small" onClick={() => move('pool')}>{t('session.toPool')}</Button>}
      {open && may && <Button size="small" onClick={() => move('give-back')}>{t('session.giveBack')}</Button>}
      {open && may && <Button size="small" onClick={() => move('end')}>{t('session.end')}</Button>}
      <a className="small" href={`/api/v1/conversations/${session.conversationId}/transcript`} download title={t('session.transcript')} aria-label={t('session.transcript')}><DownloadOutlined aria-hidden /></a>
      {session.handOver && <div className="session-note"><HandOverNote handOver={session.handOver} /></div>}
      {session.refused && <Alert className="session-note" type="warning" showIcon title={t('session.refused', { reason: t.word('failReason', session.refused) })} />}
      {change.error && <div className="session-note"><Refusal error={change.error} /></div>}
      {passing && <Transfer session={session} onClose={() => setPassing(false)} />}
    </div>
  );
}

/** Whoever comes second is told who was first. */
function Refusal({ error }: { error: unknown }) {
  const t = useT();
  return error instanceof ApiError && error.code === 'session-taken'
    ? <Alert type="info" showIcon role="alert" title={t('session.taken', { name: error.problem.owner ?? '–' })} />
    : <ErrorNote error={error} />;
}

function Transfer({ session, onClose }: { session: ServiceSession; onClose(): void }) {
  const t = useT();
  const agents = useAgents(true);
  const change = useMoveSession(session);
  const [agentId, setAgentId] = useState<string>();
  const [member, setMember] = useState('');
  const to = agentId ? { agentId } : { member: member.trim() };
  return (
    <Modal
      open
      title={t('session.transferTitle')}
      okText={t('session.transfer')}
      okButtonProps={{ disabled: !agentId && member.trim() === '', loading: change.isPending }}
      onOk={() => after(change.mutateAsync({ move: 'transfer', to }), onClose)}
      onCancel={onClose}
    >
      <div className="stack">
        <Select
          autoFocus
          allowClear
          showSearch
          optionFilterProp="label"
          value={agentId}
          onChange={setAgentId}
          aria-label={t('session.toAgent')}
          placeholder={t('session.toAgent')}
          options={(agents.data?.items ?? []).map((agent) => ({ value: agent.id, label: agent.name }))}
        />
        {session.hasPool && <Input value={member} disabled={Boolean(agentId)} onChange={(event) => setMember(event.target.value)} aria-label={t('session.toMember')} placeholder={t('session.toMember')} />}
        {change.error && <Refusal error={change.error} />}
      </div>
    </Modal>
  );
}
