import dayjs from 'dayjs';

export const periods = ['today', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

const back: Record<Period, number> = { today: 0, week: 6, month: 29 };

export interface Range {
  from: string;
  to: string;
}

/** Whole days of the reader's zone, up to the end of today, so that the answer can be kept while the day lasts. */
export function rangeOf(period: Period): Range {
  const today = dayjs().startOf('day');
  return { from: today.subtract(back[period], 'day').toISOString(), to: today.add(1, 'day').toISOString() };
}

/** The last seven days, oldest first. */
export function lastDays(): Range[] {
  const today = dayjs().startOf('day');
  return Array.from({ length: 7 }, (_, index) => {
    const day = today.subtract(6 - index, 'day');
    return { from: day.toISOString(), to: day.add(1, 'day').toISOString() };
  });
}
