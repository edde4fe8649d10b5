import { CheckOutlined } from '@ant-design/icons';
import type { Key } from '@crm/shared/i18n.tsx';
import { useT } from '@crm/shared/i18n.tsx';
import type { Complaint } from '@crm/shared/model.ts';
import { Countdown } from '../ui/countdown.tsx';
import { Moment } from '../ui/moment.tsx';

interface Clock {
  label: Key;
  due: string | null;
  done: string | null;
}

const finished = ['resolved', 'closed'];
const planned = ['proposed', 'accepted', ...finished];

function clocksOf(complaint: Complaint): Clock[] {
  const passed = (states: string[]) => (states.includes(complaint.state) ? complaint.createdAt : null);
  return [
    { label: 'clock.acknowledge', due: complaint.ackDueAt, done: complaint.acknowledgedAt },
    { label: 'clock.contact', due: complaint.contactDueAt, done: complaint.contactedAt },
    { label: 'clock.plan', due: complaint.planDueAt, done: passed(planned) },
    { label: 'clock.resolve', due: complaint.resolveDueAt, done: passed(finished) },
  ];
}

/** The earliest clock that still runs; what a list shows. */
export function runningClock(complaint: Complaint): Clock | null {
  return clocksOf(complaint).filter((clock) => clock.due && !clock.done).sort((a, b) => Date.parse(a.due ?? '') - Date.parse(b.due ?? ''))[0] ?? null;
}

export function RunningClock({ complaint }: { complaint: Complaint }) {
  const t = useT();
  const clock = runningClock(complaint);
  return clock?.due
    ? <span><Countdown window={{ windowStart: complaint.createdAt, dueAt: clock.due }} /> <span className="muted small">{t(clock.label)}</span></span>
    : <span className="muted">–</span>;
}

export function Clocks({ complaint }: { complaint: Complaint }) {
  const t = useT();
  return (
    <dl className="clocks">
      {clocksOf(complaint).filter((clock) => clock.due).map((clock) => (
        <div key={clock.label} title={clock.due ?? undefined}>
          <dt className="muted small">{t(clock.label)}</dt>
          <dd>
            {clock.done
              ? <span className="stage-calm"><CheckOutlined aria-label={t('clock.done')} /> {clock.done !== complaint.createdAt && <Moment at={clock.done} />}</span>
              : <Countdown window={{ windowStart: complaint.createdAt, dueAt: clock.due ?? '' }} size={15} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}
