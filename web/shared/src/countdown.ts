/** How much of a window is used up; the shape and colour of a countdown follow it. */
export type Stage = 'early' | 'calm' | 'half' | 'urgent' | 'overdue';

const half = 0.5;
const urgent = 0.8;

export interface Window {
  windowStart: string;
  dueAt: string;
}

/** 0 at the start of the window, 1 at its end, clipped at 0 only: 1.5 means half a window too late. */
export function usedShare(window: Window, now: number): number {
  const start = Date.parse(window.windowStart);
  const due = Date.parse(window.dueAt);
  if (now >= due) return due > start ? (now - start) / (due - start) : 1;
  return due > start ? Math.max(0, (now - start) / (due - start)) : 0;
}

/** A promise is kept up to and including dueAt, so "overdue" starts after it. */
export function stageOf(window: Window, now: number): Stage {
  if (now > Date.parse(window.dueAt)) return 'overdue';
  if (now < Date.parse(window.windowStart)) return 'early';
  const used = usedShare(window, now);
  if (used >= urgent) return 'urgent';
  return used >= half ? 'half' : 'calm';
}

export interface Remaining {
  late: boolean;
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
}

/** Whole seconds left, or whole seconds too late. */
export function remaining(dueAt: string, now: number): Remaining {
  const left = Date.parse(dueAt) - now;
  const late = left < 0;
  const total = Math.floor(Math.abs(late ? left : Math.ceil(left / 1000) * 1000) / 1000);
  return {
    late,
    days: Math.floor(total / 86_400),
    hours: Math.floor(total / 3600) % 24,
    minutes: Math.floor(total / 60) % 60,
    seconds: total % 60,
  };
}

/** "4:05", "1:02:09", "-0:30"; from one day on "2d 03:15" with the day letter of the language. */
export function clockText(part: Remaining, dayMark: string): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const sign = part.late ? '-' : '';
  if (part.days > 0) return `${sign}${part.days}${dayMark} ${two(part.hours)}:${two(part.minutes)}`;
  if (part.hours > 0) return `${sign}${part.hours}:${two(part.minutes)}:${two(part.seconds)}`;
  return `${sign}${part.minutes}:${two(part.seconds)}`;
}
