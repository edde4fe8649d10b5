import { call } from '@crm/shared/api.ts';
import type { Article } from '@crm/shared/articles.ts';
import { articleLocales, carOf, copyOf, mayApprove, mayChange, missing, titleOf } from '@crm/shared/articles.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Drawer, Input, Modal } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useArticleActions } from '../data/articles.ts';
import { useUser } from '../data/session.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';
import { ArticleEditor } from './article-editor.tsx';
import { StatePill } from './articles-page.tsx';

interface Properties {
  /** As the list has it; one that is not in the list is fetched. */
  article: Article | null;
  id: string | null;
  onClose(): void;
  onOpen(id: string): void;
}

/** One article with everything it says, who stands for it, and what may be done with it. */
export function ArticleDrawer({ article, id, onClose, onOpen }: Properties) {
  const t = useT();
  const fetched = useQuery({ queryKey: ['articles', id], enabled: id !== null && article === null, queryFn: ({ signal }) => call<Article>(`/api/v1/articles/${id}`, { signal }) });
  const shown = article ?? fetched.data ?? null;
  return (
    <Drawer open={id !== null} size={560} title={shown ? titleOf(shown, t.locale) : ''} onClose={onClose} destroyOnHidden>
      {shown ? <Body article={shown} onOpen={onOpen} /> : <ErrorNote error={fetched.error} />}
    </Drawer>
  );
}

function Body({ article, onOpen }: { article: Article; onOpen(id: string): void }) {
  const t = useT();
  const user = useUser();
  const { message } = App.useApp();
  const { approve } = useArticleActions();
  const [dialog, setDialog] = useState<'change' | 'version' | 'retire' | null>(null);
  const lead = user.role !== 'agent';
  const gaps = missing(article);
  return (
    <div className="stack">
      <div className="row wrap">
        <StatePill article={article} />
        <span>{carOf(article) ?? t('article.allCars')}</span>
        <span className="muted small">{t('article.by', { name: article.authorName })}</span>
        {article.approvedByName && <span className="muted small">{t('article.approvedBy', { name: article.approvedByName })} <Moment at={article.approvedAt} /></span>}
      </div>
      {article.retiredReason && <p className="muted">{t('article.retiredBecause', { reason: t.word('retiredReason', article.retiredReason) })}</p>}
      {article.replaces && article.state === 'draft' && <Alert type="info" showIcon title={t('article.replacesOld')} />}
      {article.state === 'draft' && gaps.length > 0 && <Alert type="warning" showIcon title={t('article.missing', { what: gaps.map((gap) => t.word('articleGap', gap)).join(', ') })} />}
      {article.state === 'draft' && gaps.length === 0 && lead && !mayApprove(article, user) && <Alert type="info" showIcon title={t('article.needsOther')} />}
      {articleLocales.map((locale) => (
        <section key={locale} className="stack tight">
          <h3 className="muted small">{t.word('language', locale)}</h3>
          <ul className="article-questions">{(article.phrasings[locale] ?? []).map((text) => <li key={text}>{text}</li>)}</ul>
          <p className={article.answers[locale] ? 'quote article-answer' : 'muted'}>{article.answers[locale] ?? t('article.noAnswer')}</p>
        </section>
      ))}
      <dl className="article-facts">
        <dt>{t('article.source')}</dt><dd>{article.source || '–'}</dd>
        <dt>{t('article.validFrom')}</dt><dd><Moment at={article.validFrom ?? article.approvedAt} /></dd>
        <dt>{t('article.validUntil')}</dt><dd>{article.validUntil ? <Moment at={article.validUntil} /> : t('article.untilRetired')}</dd>
        <dt>{t('article.answered')}</dt><dd className="num">{article.answered}</dd>
      </dl>
      <div className="row wrap">
        {mayApprove(article, user) && (
          <Button type="primary" loading={approve.isPending} onClick={() => after(approve.mutateAsync(article), () => void message.success(t('article.approved')))}>{t('article.approve')}</Button>
        )}
        {mayChange(article, user) && <Button onClick={() => setDialog('change')}>{t('article.change')}</Button>}
        {article.state === 'approved' && <Button onClick={() => setDialog('version')}>{t('article.newVersion')}</Button>}
        {lead && article.state !== 'retired' && <Button danger onClick={() => setDialog('retire')}>{t('article.retire')}</Button>}
      </div>
      <ErrorNote error={approve.error} />
      {dialog === 'change' && <ArticleEditor article={article} onClose={() => setDialog(null)} onSaved={() => setDialog(null)} />}
      {dialog === 'version' && <ArticleEditor from={copyOf(article)} replaces={article.id} onClose={() => setDialog(null)} onSaved={(made) => { setDialog(null); onOpen(made.id); }} />}
      {dialog === 'retire' && <RetireDialog article={article} onClose={() => setDialog(null)} />}
    </div>
  );
}

function RetireDialog({ article, onClose }: { article: Article; onClose(): void }) {
  const t = useT();
  const { retire } = useArticleActions();
  const [reason, setReason] = useState('');
  return (
    <Modal
      open
      width={440}
      title={t('article.retireTitle')}
      onCancel={onClose}
      onOk={() => after(retire.mutateAsync({ article, reason: reason.trim() }), onClose)}
      okText={t('article.retire')}
      okButtonProps={{ danger: true, loading: retire.isPending, disabled: reason.trim() === '' }}
    >
      <div className="stack">
        <p>{t('article.retireText')}</p>
        <Input autoFocus maxLength={300} value={reason} aria-label={t('form.reason')} placeholder={t('form.reason')} onChange={(event) => setReason(event.target.value)} />
        <ErrorNote error={retire.error} />
      </div>
    </Modal>
  );
}
