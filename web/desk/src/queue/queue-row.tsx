import { UserOutlined } from '@ant-design/icons';
import { useNowPart } from '@crm/shared/clock.ts';
import { stageOf } from '@crm/shared/countdown.ts';
import { useT } from '@crm/shared/i18n.tsx';
import type { Callback } from '@crm/shared/model.ts';
import { carName } from '@crm/shared/text.ts';
import { momentText, timeOfDay, upToMinute } from '@crm/shared/time.ts';
import { memo, useEffect, useRef } from 'react';
import { Link } from 'react-router';
import { useUser } from '../data/session.ts';
import { Countdown } from '../ui/countdown.tsx';
import { Moment } from '../ui/moment.tsx';
import { Phone } from '../ui/phone.tsx';
import { nextHint } from './next-hint.ts';

interface Properties {
  callback: Callback;
  selected: boolean;
  onPick(): void;
  onOpen(): void;
}

export const QueueRow = memo(
  function QueueRow({ callback, selected, onPick, onOpen }: Properties) {
    const t = useT();
    const row = useRef<HTMLTableRowElement>(null);
    const stage = useNowPart((now) => stageOf(callback, now));
    useEffect(() => { if (selected) row.current?.scrollIntoView({ block: 'nearest' }); }, [selected]);
    const car = carName(callback);
    const wish = t.word('wish', callback.wish ?? callback.topic);
    const name = callback.customerName ?? t('customer.noName');
    return (
      <tr ref={row} className={`queue-row row-${stage}${selected ? ' selected' : ''}`} aria-selected={selected} onClick={onPick} onDoubleClick={onOpen}>
        <td className="cell-left">
          <Countdown window={callback} size={17} />
          <Due callback={callback} />
        </td>
        <td className="cell-customer">
          <Link to={`/customers/${callback.customerId}`} className="strong" onClick={(e) => e.stopPropagation()}>{name}</Link>
          {callback.priority === 'high' && <span className="pill urgent">▲ {t('priority.high')}</span>}
          <div><Phone number={callback.phone} /></div>
        </td>
        <td className="cell-wish">
          <div className="clip strong">{car || wish}</div>
          {callback.complaintId && car !== '' ? <span className="pill overdue">{t('complaint.one')}</span> : car !== '' && <div className="clip muted">{wish}</div>}
        </td>
        <td className="cell-owner"><Owner callback={callback} /></td>
        <td className="cell-next"><NextHint callback={callback} /></td>
      </tr>
    );
  },
  (a, b) => a.callback === b.callback && a.selected === b.selected,
);

function Due({ callback }: { callback: Callback }) {
  const t = useT();
  return (
    <div className="muted small num">
      {callback.kind === 'slot'
        ? <><Moment at={callback.windowStart} />–{timeOfDay(callback.dueAt, t.locale)}</>
        : <><Moment at={upToMinute(callback.dueAt)} /> · {t('kind.asap')}</>}
    </div>
  );
}

export function Owner({ callback }: { callback: Callback }) {
  const t = useT();
  const user = useUser();
  if (callback.ownerKind === 'dealer') return <span className="clip">{callback.ownerName ?? t('owner.dealer')}</span>;
  return (
    <>
      <div className="clip">{callback.ownerName ?? t('owner.desk')}</div>
      {callback.assignedTo === user.id && <span className="pill accent"><UserOutlined aria-hidden /> {t('owner.me')}</span>}
      {callback.assignedTo !== null && callback.assignedTo !== user.id && <span className="pill">{callback.assignedName ?? t('owner.colleague')}</span>}
      {callback.assignedTo === null && <span className="muted small">{t('owner.nobody')}</span>}
    </>
  );
}

export function NextHint({ callback }: { callback: Callback }) {
  const t = useT();
  const user = useUser();
  const text = useNowPart((now) => {
    const hint = nextHint(callback, user.id, now, user.role === 'dealer' ? 'dealer' : 'desk');
    return t(hint.key, { time: momentText(hint.at && upToMinute(hint.at), t.locale, now), n: callback.attemptCount + 1 });
  });
  return <span className="hint">{text}</span>;
}
