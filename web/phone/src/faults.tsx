import { remedy } from '@crm/shared/errors.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { useEffect, useState } from 'react';
import { clearFaults, getPlan, limits, percentOf, rateKinds, setPlan, shares, switches, withPercent } from './admin-acts.ts';
import type { RateKind } from './admin-acts.ts';
import { useLive } from './news.ts';
import { Check } from './ties.tsx';

const rateNames = Object.keys(rateKinds) as RateKind[];

/** What shall go wrong; each change holds at once. */
export function FaultPanel() {
  const t = useT();
  const { data: plan, error, run } = useLive(getPlan);
  if (!plan) return null;
  const set = (change: Parameters<typeof setPlan>[0]) => void run(setPlan(change));
  return (
    <fieldset>
      <legend>{t('sandbox.faults')}</legend>
      {error !== null && <p className="phone-error" role="alert">{remedy(error, t)}</p>}
      <h3>{t('sandbox.faultsCalls')}</h3>
      {rateNames.map((kind) => <Figure key={kind} label={t(`sandboxFault.${kind}`)} value={percentOf(plan, kind)} most={100} unit="%" onChange={(percent) => set({ rates: withPercent(plan, kind, percent) })} />)}
      <h3>{t('sandbox.faultsCallbacks')}</h3>
      {shares.map((name) => <Figure key={name} label={t(`sandboxFault.${name}`)} value={plan[name]} most={100} unit="%" onChange={(value) => set({ [name]: value })} />)}
      <ul>{switches.map((name) => <Check key={name} label={t(`sandboxFault.${name}`)} on={plan[name]} onChange={(on) => set({ [name]: on })} />)}</ul>
      <h3>{t('sandbox.faultsLimits')}</h3>
      {limits.map((name) => <Figure key={name} label={t(`sandboxFault.${name}`)} value={plan[name]} most={100_000} onChange={(value) => set({ [name]: value })} />)}
      <button type="button" className="plain" onClick={() => void run(clearFaults())}>{t('sandbox.clearFaults')}</button>
    </fieldset>
  );
}

/** Takes effect when left or with Enter, so that typing 50 does not pass through 5. */
function Figure({ label, value, most, unit, onChange }: { label: string; value: number; most: number; unit?: string; onChange(value: number): void }) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const done = () => {
    const next = Math.min(most, Math.max(0, parseFloat(text) || 0));
    setText(String(next));
    if (next !== value) onChange(next);
  };
  return (
    <label className="amount">
      <span>{label}</span>
      <input type="number" min={0} max={most} value={text} onChange={(event) => setText(event.target.value)} onBlur={done} onKeyDown={(event) => { if (event.key === 'Enter') done(); }} />
      <i>{unit}</i>
    </label>
  );
}
