import type { Shift } from '@crm/shared/contact-ways.ts';
import { weekdays } from '@crm/shared/contact-ways.ts';
import { useT } from '@crm/shared/i18n.tsx';
import { Button, Input, Select } from 'antd';

const usual: Shift = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00', members: [] };

/** Weekdays, hours and who serves then; read on the dealer's clock. */
export function ShiftEditor({ shifts, members, onChange }: { shifts: Shift[]; members: string[]; onChange(shifts: Shift[]): void }) {
  const t = useT();
  const put = (index: number, part: Partial<Shift>) => onChange(shifts.map((shift, i) => (i === index ? { ...shift, ...part } : shift)));
  return (
    <div className="stack">
      {shifts.map((shift, index) => (
        <fieldset key={index} className="shift">
          <legend className="muted small">{t('way.shift', { n: index + 1 })}</legend>
          <Select mode="multiple" value={shift.days} aria-label={t('way.shiftDays')} onChange={(days) => put(index, { days })} options={weekdays.map((value) => ({ value, label: t.word('weekday', value) }))} />
          <div className="shift-hours">
            <Input type="time" value={shift.from} aria-label={t('way.shiftFrom')} onChange={(event) => put(index, { from: event.target.value })} />
            <span aria-hidden>–</span>
            <Input type="time" value={shift.to} aria-label={t('way.shiftTo')} onChange={(event) => put(index, { to: event.target.value })} />
            <Button size="small" onClick={() => onChange(shifts.filter((_, i) => i !== index))}>{t('way.shiftRemove')}</Button>
          </div>
          <MemberSelect label={t('way.shiftMembers')} value={shift.members} members={members} onChange={(next) => put(index, { members: next })} />
        </fieldset>
      ))}
      <Button onClick={() => onChange([...shifts, usual])}>{t('way.shiftAdd')}</Button>
    </div>
  );
}

/** Known members to choose from; others can be typed by their id. */
export function MemberSelect({ label, value, members, onChange }: { label: string; value: string[]; members: string[]; onChange(value: string[]): void }) {
  return (
    <Select
      mode="tags" value={value} aria-label={label} placeholder={label} tokenSeparators={[',', ' ', ';']} onChange={onChange}
      options={members.map((member) => ({ value: member, label: member }))}
    />
  );
}
