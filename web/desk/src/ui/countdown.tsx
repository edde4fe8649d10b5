import { useNow } from '@crm/shared/clock.ts';
import { clockText, remaining, stageOf } from '@crm/shared/countdown.ts';
import type { Window } from '@crm/shared/countdown.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { StageIcon } from './stage-icon.tsx';

/** Time left until dueAt, by the server's clock. Screen readers hear the stage, not every second. */
export function Countdown({ window, size = 16, label }: { window: Window; size?: number; label?: string }) {
  const t = useT();
  const now = useNow();
  const stage = stageOf(window, now);
  return (
    <span className={`countdown stage-${stage}`} style={{ fontSize: size - 2 }} title={t(`countdown.${stage}`)}>
      <StageIcon stage={stage} size={size} />
      <span className="hidden-text">{t(`countdown.${stage}`)}</span>
      {label && <span>{label}</span>}
      <span role="timer">{clockText(remaining(window.dueAt, now), t('countdown.dayMark'))}</span>
    </span>
  );
}
