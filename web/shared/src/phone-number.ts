/** True when the API hid digits; such a number cannot be dialled or copied. */
export function isMasked(phone: string): boolean {
  return /[*•●xX…]/.test(phone);
}

/** +8613800138000 → 138 0013 8000; +86138****8000 → 138 **** 8000; anything else as it came. */
export function formatPhone(phone: string): string {
  const mainland = /^(?:\+86)?(1[\d*]{2})([\d*]{4})([\d*]{4})$/.exec(phone.replace(/[\s-]/g, ''));
  return mainland ? `${mainland[1]} ${mainland[2]} ${mainland[3]}` : phone;
}

/** For a tel: link, or null where digits are hidden. */
export function dialable(phone: string | null | undefined): string | null {
  if (!phone || isMasked(phone)) return null;
  return phone.replace(/[^\d+]/g, '');
}
