/** Instants are UTC; people read their own zone. A zone other than the reader's is always named. */
export const readerZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale}|${zone}|${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone, hourCycle: 'h23' });
    formats.set(key, found);
  }
  return found;
}

/** 2026-11-22 in the given zone: for "is it the same day". */
export function dayKey(instant: number, zone: string = readerZone): string {
  return format('sv-SE', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(instant);
}

export function timeOfDay(instant: string | number, locale: string, zone: string = readerZone): string {
  return format(locale, zone, { hour: '2-digit', minute: '2-digit' }).format(new Date(instant));
}

export function dayText(instant: string | number, locale: string, zone: string = readerZone): string {
  return format(locale, zone, { month: 'short', day: 'numeric', weekday: 'short' }).format(new Date(instant));
}

/** Deadlines are said rounded up to the minute, as the customer was told. */
export const upToMinute = (instant: string): string => new Date(Math.ceil(Date.parse(instant) / 60_000) * 60_000).toISOString();

/** "15:10" today, "23 Nov, 15:10" on another day; the year only when it differs. */
export function momentText(instant: string | null | undefined, locale: string, now: number, zone: string = readerZone): string {
  if (!instant) return '–';
  const at = Date.parse(instant);
  if (dayKey(at, zone) === dayKey(now, zone)) return timeOfDay(at, locale, zone);
  const options: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  if (dayKey(at, zone).slice(0, 4) !== dayKey(now, zone).slice(0, 4)) options.year = 'numeric';
  return format(locale, zone, options).format(at);
}

export function fullMoment(instant: string, locale: string, zone: string = readerZone): string {
  return format(locale, zone, {
    year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
  }).format(new Date(instant));
}

/** The same wall clock here and there means there is nothing to explain to the reader. */
export function sameWallClock(instant: string, zone: string): boolean {
  try {
    return timeOfDay(instant, 'en', zone) === timeOfDay(instant, 'en') && dayKey(Date.parse(instant), zone) === dayKey(Date.parse(instant));
  } catch {
    return true;
  }
}

/** 95 → "1:35". */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}
