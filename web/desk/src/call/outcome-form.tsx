import { serverNow, useNow } from '@crm/shared/clock.ts';
import { useDraft } from '@crm/shared/draft.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { attemptResults } from '@crm/shared/model.ts';
import type { Attempt, AttemptResult, Callback } from '@crm/shared/model.ts';
import { durationText, timeOfDay } from '@crm/shared/time.ts';
import { App, Button, DatePicker, Input, InputNumber } from 'antd';
import type { Dayjs } from 'dayjs';
import dayjs from 'dayjs';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useCallbackActions } from '../data/callbacks.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { useKeys } from '../ui/use-keys.ts';

/** Shorter ringing is no honest attempt (rule C-06). */
const honestRing = 15;
const callableAgain: readonly AttemptResult[] = ['connected', 'no-answer', 'busy', 'voicemail'];

export function OutcomeForm({ callback, attempt }: { callback: Callback; attempt: Attempt }) {
  const t = useT();
  const { message } = App.useApp();
  const { finish } = useCallbackActions(callback);
  const note = useDraft(`attempt.${attempt.id}`);
  const [result, setResult] = useState<AttemptResult | null>(null);
  const [ring, setRing] = useState<number | null>(null);
  const [again, setAgain] = useState<Dayjs | null>(null);

  const choose = (next: AttemptResult) => {
    setResult(next);
    // The first choice stops the clock: the agent has put the phone down or is talking.
    setRing((known) => known ?? Math.max(0, Math.round((serverNow() - Date.parse(attempt.startedAt)) / 1000)));
    if (!callableAgain.includes(next)) setAgain(null);
  };
  useKeys(Object.fromEntries(attemptResults.map((name, index) => [String(index + 1), () => choose(name)])));

  const save = () => {
    if (!result || finish.isPending) return;
    after(
      finish.mutateAsync({ attemptId: attempt.id, result, ringSeconds: result === 'connected' ? undefined : ring ?? undefined, note: note.text.trim() || undefined, callAgainAt: again?.toISOString() }),
      () => { note.clear(); void message.success(t('call.saved')); },
    );
  };

  return (
    <form className="call-section stack tight" onSubmit={(event) => { event.preventDefault(); save(); }}>
      <div className="row between">
        <h2>{t('call.running')}</h2>
        <CallTimer startedAt={attempt.startedAt} />
      </div>
      <div role="radiogroup" aria-label={t('call.outcome')} className="outcomes">
        {attemptResults.map((name, index) => (
          <button key={name} type="button" role="radio" aria-checked={result === name} className={`outcome outcome-${name}`} onClick={() => choose(name)}>
            <kbd aria-hidden>{index + 1}</kbd> {t.word('result', name)}
          </button>
        ))}
      </div>
      {result && result !== 'connected' && (
        <label className="field">
          <span>{t('call.ringSeconds')}</span>
          <InputNumber min={0} max={3600} value={ring} onChange={setRing} />
          {ring !== null && ring < honestRing && result === 'no-answer' && <span className="stage-half small">{t('call.ringTooShort', { n: honestRing })}</span>}
        </label>
      )}
      <label className="field block">
        <span>{t('call.note')}</span>
        <Input.TextArea
          value={note.text}
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={2000}
          placeholder={t('call.notePlaceholder')}
          onChange={(event) => note.write(event.target.value)}
          onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(); }}
        />
        <span className="muted small" aria-live="polite">
          {note.restored ? t('call.noteRestored') : note.savedAt ? t('call.noteKept', { time: timeOfDay(note.savedAt, t.locale) }) : t('call.noteKeeps')}
        </span>
      </label>
      {result && callableAgain.includes(result) && (
        <label className="field">
          <span>{t('call.again')}</span>
          <DatePicker
            className="grow"
            value={again}
            onChange={setAgain}
            showTime={{ format: 'HH:mm', minuteStep: 5 }}
            format="MM-DD HH:mm"
            minDate={dayjs()}
            placeholder={t('call.againPlaceholder')}
          />
        </label>
      )}
      <ErrorNote error={finish.error} />
      <Button type="primary" htmlType="submit" size="large" disabled={!result} loading={finish.isPending}>
        {result ? t('call.saveAs', { result: t.word('result', result) }) : t('call.chooseFirst')}
      </Button>
    </form>
  );
}

function CallTimer({ startedAt }: { startedAt: string }) {
  const now = useNow();
  const t = useT();
  return (
    <span className="call-timer num" role="timer" aria-label={t('call.running')}>
      <i aria-hidden /> {durationText((now - Date.parse(startedAt)) / 1000)}
    </span>
  );
}
