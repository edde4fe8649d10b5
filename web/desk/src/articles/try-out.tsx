import type { ArticleLocale, TriedAnswer } from '@crm/shared/articles.ts';
import { articleLocales } from '@crm/shared/articles.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Button, Form, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTryOut } from '../data/articles.ts';
import { ErrorNote } from '../ui/answer.tsx';

/** Ask as a customer would; shows the very words and why it is these. */
export function TryOut({ onOpen }: { onOpen(id: string): void }) {
  const t = useT();
  const [text, setText] = useState('');
  const [locale, setLocale] = useState<ArticleLocale>(t.locale);
  const ask = useTryOut();
  return (
    <section className="card try-out" aria-label={t('tryOut.title')}>
      <div className="card-body stack">
        <Form className="try-line" onFinish={() => text.trim() !== '' && ask.mutate({ text: text.trim(), locale })}>
          <strong>{t('tryOut.title')}</strong>
          <Input className="grow" value={text} maxLength={1000} aria-label={t('tryOut.placeholder')} placeholder={t('tryOut.placeholder')} onChange={(event) => setText(event.target.value)} />
          <Segmented<ArticleLocale> value={locale} aria-label={t('tryOut.language')} onChange={setLocale} options={articleLocales.map((value) => ({ value, label: t.word('language', value) }))} />
          <Button htmlType="submit" loading={ask.isPending}>{t('tryOut.ask')}</Button>
        </Form>
        <ErrorNote error={ask.error} />
        {ask.data && <Shown answer={ask.data} onOpen={onOpen} />}
      </div>
    </section>
  );
}

function Shown({ answer, onOpen }: { answer: TriedAnswer; onOpen(id: string): void }) {
  const t = useT();
  return (
    <div className="stack" role="status">
      <div className="row wrap">
        <span className={`pill ${{ answer: 'calm', 'which-vehicle': 'half', unknown: 'urgent' }[answer.outcome]}`}>{t.word('tryOutcome', answer.outcome)}</span>
        <span>{t.word('answerReason', answer.reason)}</span>
        {answer.askedAbout.length > 0 && <span className="muted">{t('tryOut.about', { cars: answer.askedAbout.join(', ') })}</span>}
      </div>
      {answer.said ? <p className="quote article-answer">{answer.said}</p> : <p className="muted">{t('tryOut.person')}</p>}
      {answer.candidates.length > 0 && (
        <ul className="try-candidates">
          {answer.candidates.map((found) => (
            <li key={found.articleId} className={found.covers ? '' : 'muted'}>
              <span className={`num strong ${found.score >= answer.threshold ? 'stage-calm' : ''}`}>{Math.round(found.score * 100)}%</span>
              <span>
                <button type="button" className="link" onClick={() => onOpen(found.articleId)}>{found.title}</button> {found.vehicle && <span className="pill">{found.vehicle}</span>}
                <span className="small muted"> {t('tryOut.shared', { phrasing: found.phrasing, terms: found.shared.join(' · ') })}{!found.covers && ` ${t('tryOut.otherCar')}`}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
