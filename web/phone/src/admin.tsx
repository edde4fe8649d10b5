import { remedy } from '@crm/shared/errors.ts';
import { useSetLocale, useT } from '@crm/shared/i18n.tsx';
import { momentText } from '@crm/shared/time.ts';
import { useState } from 'react';
import { advance, getPlatform, startLoad, stopLoad } from './admin-acts.ts';
import type { Load } from './admin-acts.ts';
import { FaultPanel } from './faults.tsx';
import { useLive } from './news.ts';

const everyMs = 2000;
const steps = [[10, 'sandbox.tenMinutes'], [60, 'sandbox.oneHour'], [24 * 60, 'sandbox.oneDay']] as const;

/** The platform itself: what it counts, what time it is there, crowds, and what shall go wrong. */
export function Admin() {
  const t = useT();
  const { data, error, run } = useLive(getPlatform, everyMs);
  return (
    <section className="admin" aria-label={t('sandbox.admin')}>
      <Guide />
      {error !== null && <p className="phone-error" role="alert">{remedy(error, t)}</p>}
      {data && (
        <>
          <fieldset>
            <legend>{t('sandbox.counters')}</legend>
            <dl className="counters">
              <Count name={t('sandbox.delivered')} value={data.status.callbacks.delivered} />
              <Count name={t('sandbox.callbacksFailed')} value={data.status.callbacks.failed} />
              <Count name={t('sandbox.running')} value={data.status.callbacks.running} />
              <Count name={t('sandbox.tokens')} value={data.status.tokenRequests} />
            </dl>
          </fieldset>
          <fieldset>
            <legend>{t('sandbox.clock')}</legend>
            <p>{momentText(data.clock.now, t.locale, Date.now())}{data.clock.aheadSeconds > 0 && ` · ${t('sandbox.ahead', { hours: Math.round(data.clock.aheadSeconds / 360) / 10 })}`}</p>
            <div className="buttons">{steps.map(([minutes, label]) => <button key={minutes} type="button" onClick={() => void run(advance(minutes))}>{t(label)}</button>)}</div>
            <p className="note">{t('sandbox.clockNote')}</p>
          </fieldset>
          <Crowd load={data.load} run={run} />
        </>
      )}
      <FaultPanel />
    </section>
  );
}

function Count({ name, value }: { name: string; value: number }) {
  return <div><dt>{name}</dt><dd>{value}</dd></div>;
}

function Crowd({ load, run }: { load: Load; run(work: Promise<unknown>): Promise<boolean> }) {
  const t = useT();
  const [scans, setScans] = useState(1000);
  const [messages, setMessages] = useState(20);
  const [seconds, setSeconds] = useState(30);
  return (
    <fieldset>
      <legend>{t('sandbox.load')}</legend>
      <Amount label={t('sandbox.seconds')} value={seconds} most={600} onChange={setSeconds} />
      <div className="amount-row">
        <Amount label={t('sandbox.scansAMinute')} value={scans} most={6000} onChange={setScans} />
        <button type="button" disabled={load.running} onClick={() => void run(startLoad('scans', scans, seconds))}>{t('sandbox.start')}</button>
      </div>
      <div className="amount-row">
        <Amount label={t('sandbox.messagesASecond')} value={messages} most={1000} onChange={setMessages} />
        <button type="button" disabled={load.running} onClick={() => void run(startLoad('messages', messages, seconds))}>{t('sandbox.start')}</button>
      </div>
      {load.running && <p role="status">{t('sandbox.loadRuns')} <button type="button" className="plain" onClick={() => void run(stopLoad())}>{t('sandbox.stop')}</button></p>}
      {!load.running && load.last && <p role="status">{t('sandbox.loadDone', { sent: load.last.sent, delivered: load.last.delivered, failed: load.last.failed, p99: load.last.p99Ms })}</p>}
      {!load.running && !load.last && <p className="note">{t('sandbox.loadNote')}</p>}
    </fieldset>
  );
}

export function Amount({ label, value, most, onChange, unit }: { label: string; value: number; most: number; onChange(value: number): void; unit?: string }) {
  return (
    <label className="amount">
      <span>{label}</span>
      <input type="number" min={0} max={most} value={value} onChange={(event) => onChange(Math.min(most, Math.max(0, Number(event.target.value))))} />
      {unit && <i>{unit}</i>}
    </label>
  );
}

/** What this is and what to try. */
function Guide() {
  const t = useT();
  const setLocale = useSetLocale();
  const other = t.locale === 'zh-CN' ? 'en' : 'zh-CN';
  return (
    <div className="guide">
      <h1>{t('sandbox.title')}</h1>
      <p>{t('sandbox.about')}</p>
      <ol>
        <li>{t('sandbox.step1')}</li>
        <li>{t('sandbox.step2')}</li>
        <li>{t('sandbox.step3')}</li>
        <li>{t('sandbox.step4')}</li>
      </ol>
      <p className="guide-links">
        <a href="/desk/" target="_blank" rel="noreferrer">{t('sandbox.openDesk')}</a>
        <button type="button" className="plain" lang={other} onClick={() => setLocale(other)}>{t('app.otherLanguage')}</button>
      </p>
    </div>
  );
}
