import type { Translate } from './i18n.tsx';
import { dayKey, dayText, timeOfDay } from './time.ts';
import type { MyPromise, MySlot } from './my-types.ts';

/** "today 15:00 to 15:30" or "Mon 23 Nov, 15:10", in the zone in which it was promised. */
export function whenText(promise: Pick<MyPromise, 'windowStart' | 'dueAt' | 'timeZone'>, t: Translate, now: number): string {
  const end = timeOfDay(promise.dueAt, t.locale, promise.timeZone);
  const time = promise.windowStart ? t('my.span', { start: timeOfDay(promise.windowStart, t.locale, promise.timeZone), end }) : t('my.before', { time: end });
  const day = dayKey(Date.parse(promise.dueAt), promise.timeZone);
  return day === dayKey(now, promise.timeZone) ? t('my.today', { time }) : t('my.onDay', { day: dayText(promise.dueAt, t.locale, promise.timeZone), time });
}

/** A moment of any kind: only the day where the time of day says nothing. */
export const dateText = (instant: string, t: Translate): string => `${dayText(instant, t.locale)} ${timeOfDay(instant, t.locale)}`;

/** Slots by day, both in order. */
export function byDay(slots: readonly MySlot[], zone: string): [string, MySlot[]][] {
  const days = new Map<string, MySlot[]>();
  for (const slot of slots) {
    const day = dayKey(Date.parse(slot.start), zone);
    days.set(day, [...(days.get(day) ?? []), slot]);
  }
  return [...days];
}
