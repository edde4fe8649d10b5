import { useT } from '@crm/shared/i18n.tsx';
import type { CannedReply } from '@crm/shared/model.ts';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useCannedReplies, useRemoveCanned } from '../data/canned.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { CannedForm } from './canned-form.tsx';

/** One's own sentences and the team's; a slash finds them while an answer is written. */
export default function CannedPage() {
  const t = useT();
  const replies = useCannedReplies();
  const [edited, setEdited] = useState<CannedReply | 'new' | null>(null);
  useKeys({ n: () => setEdited('new') });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('canned.title')}</h1>
        <Button className="push" type="primary" onClick={() => setEdited('new')}>{t('canned.add')} <kbd>N</kbd></Button>
      </div>
      <Answer of={replies}>
        {({ items }) => (items.length === 0
          ? <div className="card"><Empty title={t('canned.empty')} next={t('canned.emptyNext')} /></div>
          : <div className="stack">{items.map((reply) => <Line key={reply.id} reply={reply} onEdit={() => setEdited(reply)} />)}</div>)}
      </Answer>
      {edited && <CannedForm reply={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function Line({ reply, onEdit }: { reply: CannedReply; onEdit(): void }) {
  const t = useT();
  const remove = useRemoveCanned();
  return (
    <section className="card">
      <div className="card-head">
        <h2 className="grow clip"><span className="num">/{reply.shortcut}</span> {reply.title}</h2>
        <span className="pill">{t.word('cannedOwner', reply.owner)}</span>
        {reply.mayChange && <Button size="small" onClick={onEdit}>{t('canned.edit')}</Button>}
        {reply.mayChange && (
          <Popconfirm title={t('canned.removeSure')} okText={t('canned.remove')} onConfirm={() => remove.mutate(reply)}>
            <Button size="small" loading={remove.isPending}>{t('canned.remove')}</Button>
          </Popconfirm>
        )}
      </div>
      <div className="card-body stack tight">
        {Object.entries(reply.texts).map(([locale, text]) => <div key={locale}><span className="muted small">{t.word('language', locale)}</span> {text}</div>)}
        <ErrorNote error={remove.error} />
      </div>
    </section>
  );
}
