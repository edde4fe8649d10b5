/** Black or white, whichever reads better on the dealer's colour (WCAG contrast). */
export function inkOn(color: string): '#000000' | '#ffffff' {
  const part = (at: number) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  const light = 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
  return (light + 0.05) / 0.05 > 1.05 / (light + 0.05) ? '#000000' : '#ffffff';
}

/** Web Chat's look. Uploads are pictures and papers; what it could do beyond is switched off. */
export function styleOptions(color: string) {
  const ink = inkOn(color);
  return {
    accent: color,
    backgroundColor: '#f3f5f7',
    bubbleBackground: '#ffffff',
    bubbleBorderColor: '#dde3e8',
    bubbleBorderRadius: 12,
    bubbleMaxWidth: 440,
    bubbleFromUserBackground: color,
    bubbleFromUserTextColor: ink,
    bubbleFromUserBorderColor: color,
    bubbleFromUserBorderRadius: 12,
    hideUploadButton: false,
    uploadAccept: 'image/*,application/pdf',
    uploadMultiple: true,
    primaryFont: "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', sans-serif",
    suggestedActionLayout: 'flow',
    suggestedActionBackgroundColor: '#ffffff',
    suggestedActionBorderRadius: 18,
    suggestedActionBorderColor: color,
    suggestedActionTextColor: '#1b2530',
    sendBoxHeight: 52,
    sendBoxButtonColor: color,
    timestampFormat: 'absolute',
  };
}
