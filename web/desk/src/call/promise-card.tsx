import { useT } from '@crm/shared/i18n.tsx';
import type { CallbackDetail } from '@crm/shared/model.ts';
import { momentText, sameWallClock, timeOfDay, upToMinute } from '@crm/shared/time.ts';
import { Countdown } from '../ui/countdown.tsx';
import { Moment } from '../ui/moment.tsx';

/** What was promised: until when, in which words, and what happens next if nobody calls. */
export function PromiseCard({ detail: { callback, steps } }: { detail: CallbackDetail }) {
  const t = useT();
  const done = callback.keptAt !== null || callback.state === 'released' || callback.state === 'void';
  const next = steps.filter((step) => step.state === 'waiting')
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))[0];
  return (
    <div className="call-section promise">
      <div className="row between">
        <h2>{t(callback.topic === 'reply' ? 'promise.reply' : 'promise.one')}</h2>
        {callback.priority === 'high' && <span className="pill urgent">▲ {t('priority.high')}</span>}
      </div>
      <div className="promise-clock">
        {done ? <span className="muted"><Moment at={callback.keptAt ?? callback.dueAt} /></span> : <Countdown window={callback} size={26} />}
        <div className="muted small">
          {callback.kind === 'slot'
            ? t('promise.slot', { from: momentText(callback.windowStart, t.locale, Date.now()), to: timeOfDay(callback.dueAt, t.locale) })
            : t('promise.by', { time: momentText(upToMinute(callback.dueAt), t.locale, Date.now()) })}
          {!sameWallClock(callback.dueAt, callback.timeZone) && (
            <div>{t('promise.customerZone', { time: momentText(upToMinute(callback.dueAt), t.locale, Date.now(), callback.timeZone), zone: callback.timeZone })}</div>
          )}
        </div>
      </div>
      {callback.toldText && <blockquote><span className="muted small">{t('promise.told')}</span>{callback.toldText}</blockquote>}
      {next && !done && <p className="muted small">{t('promise.nextStep', { step: t.word('step', next.step), time: momentText(next.dueAt, t.locale, Date.now()) })}</p>}
    </div>
  );
}
