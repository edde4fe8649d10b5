/** wecom:corp:person → wecom. */
export function channelOf(identity: string): string {
  return identity.split(':', 1)[0] ?? identity;
}

/** Brand, series and model without saying one of them twice. */
export function carName(car: { brand?: string | null; series?: string | null; model?: string | null } | null | undefined): string {
  const words = [...new Set([car?.brand, car?.series, car?.model].flatMap((word) => word || []))];
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word))).join(' ');
}

/** The text of the reader's language, else any. */
export function localized(text: Record<string, string> | string | null | undefined, locale: string): string {
  if (!text) return '';
  if (typeof text === 'string') return text;
  return text[locale] ?? text['zh-CN'] ?? Object.values(text)[0] ?? '';
}

/** The place by its name, else by its code. */
export function regionText(place: { region?: string | null; regionName?: Record<string, string> | null }, locale: string): string | null {
  return localized(place.regionName, locale) || (place.region ?? null);
}
