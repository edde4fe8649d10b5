import { useT } from '@crm/shared/i18n.tsx';
import type { Lead } from '@crm/shared/model.ts';

const look = { hot: 'urgent', warm: 'half', cold: '' } as const;
const marks = { hot: '●●●', warm: '●●○', cold: '●○○' } as const;

export function Temperature({ temperature, level }: { temperature: Lead['temperature']; level?: string | null }) {
  const t = useT();
  if (!temperature) return <span className="muted">–</span>;
  return (
    <span className={`pill ${look[temperature]}`} title={t('lead.intent')}>
      <span aria-hidden style={{ fontSize: 8, letterSpacing: 1 }}>{marks[temperature]}</span>
      {t.word('temperature', temperature)}{level && <> · {level}</>}
    </span>
  );
}
