import type { OpenQuestion } from '@crm/shared/articles.ts';
import { carOf, draftFor, questionStates } from '@crm/shared/articles.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useQuestionActions, useQuestions } from '../data/articles.ts';
import { useUser } from '../data/session.ts';
import { Answer, ErrorNote } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Moment } from '../ui/moment.tsx';
import { useKeys } from '../ui/use-keys.ts';
import { ArticleEditor } from './article-editor.tsx';
import { DismissDialog, LinkDialog } from './question-dialogs.tsx';
import { QuestionAsks } from './question-asks.tsx';
import './articles.css';

type Doing = { question: OpenQuestion; what: 'answer' | 'link' | 'dismiss' };

export default function QuestionsPage() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const state = search.get('state') ?? 'open';
  const questions = useQuestions(state);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('nav.questions')}</h1>
        <Segmented value={state} aria-label={t('article.state')} onChange={(next) => setSearch(next === 'open' ? {} : { state: next })} options={questionStates.map((value) => ({ value, label: t.word('questionState', value) }))} />
        <span className="muted small push question-keys"><kbd>J</kbd> <kbd>K</kbd> {t('question.keyMove')} <kbd>A</kbd> {t('question.answer')} <kbd>L</kbd> {t('question.link')} <kbd>D</kbd> {t('question.dismiss')}</span>
      </div>
      <Answer of={questions} lines={8}>{(data) => <List rows={data.pages.flatMap((page) => page.items)} state={state} />}</Answer>
      <LoadMore of={questions} />
    </div>
  );
}

function List({ rows, state }: { rows: OpenQuestion[]; state: string }) {
  const t = useT();
  const { role } = useUser();
  const mayLink = role !== 'agent';
  const [picked, setPicked] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);
  const place = Math.max(0, rows.findIndex((row) => row.id === picked));
  const current = rows[place];
  const move = (by: number) => setPicked(rows[Math.min(rows.length - 1, Math.max(0, place + by))]?.id ?? null);
  const start = (what: Doing['what']) => current?.state === 'open' && (what !== 'link' || mayLink) && setDoing({ question: current, what });
  useKeys({
    j: () => move(1), k: () => move(-1), a: () => start('answer'), l: () => start('link'), d: () => start('dismiss'),
    Enter: () => current && setOpened(opened === current.id ? null : current.id),
  });
  if (rows.length === 0) return <section className="card"><Empty title={t('question.empty')} next={t(state === 'open' ? 'question.emptyNext' : 'question.emptyOther')} /></section>;
  return (
    <>
      <ul className="question-list">
        {rows.map((row) => (
          <li key={row.id} className={`card question ${row.id === current?.id ? 'picked' : ''}`} aria-current={row.id === current?.id} onClick={() => setPicked(row.id)}>
            <div className="card-body stack tight">
              <p className="strong question-text">{row.text}</p>
              <div className="row wrap small muted">
                <span className="pill accent num">{t('question.asked', { n: row.asked })}</span>
                {carOf(row) && <span className="pill">{carOf(row)}</span>}
                <span>{t.word('language', row.locale)}</span>
                <span>{t.word('answerReason', row.reason)}</span>
                <span>{t('question.last')} <Moment at={row.lastAt} /></span>
                {row.dismissReason && <span>{t('question.because', { reason: row.dismissReason })}</span>}
              </div>
              <div className="row wrap">
                {row.state === 'open' && <Button size="small" type="primary" onClick={() => setDoing({ question: row, what: 'answer' })}>{t('question.answer')}</Button>}
                {row.state === 'open' && mayLink && <Button size="small" onClick={() => setDoing({ question: row, what: 'link' })}>{t('question.link')}</Button>}
                {row.state === 'open' && <Button size="small" onClick={() => setDoing({ question: row, what: 'dismiss' })}>{t('question.dismiss')}</Button>}
                {row.state === 'dismissed' && <Reopen question={row} />}
                <Button size="small" type="text" aria-expanded={opened === row.id} onClick={() => setOpened(opened === row.id ? null : row.id)}>{t('question.who')}</Button>
              </div>
              {opened === row.id && <QuestionAsks id={row.id} />}
            </div>
          </li>
        ))}
      </ul>
      {doing?.what === 'answer' && <ArticleEditor from={draftFor(doing.question)} questionId={doing.question.id} onClose={() => setDoing(null)} onSaved={() => setDoing(null)} />}
      {doing?.what === 'link' && <LinkDialog question={doing.question} onClose={() => setDoing(null)} />}
      {doing?.what === 'dismiss' && <DismissDialog question={doing.question} onClose={() => setDoing(null)} />}
    </>
  );
}

function Reopen({ question }: { question: OpenQuestion }) {
  const t = useT();
  const { reopen } = useQuestionActions(question);
  return (
    <>
      <Button size="small" loading={reopen.isPending} onClick={() => reopen.mutate()}>{t('question.reopen')}</Button>
      <ErrorNote error={reopen.error} />
    </>
  );
}
