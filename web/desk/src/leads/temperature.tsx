import { useT } from '@crm/shared/i18n.tsx';
import type { Lead } from '@crm/shared/model.ts';

const look = { hot: 'urgent', warm: 'half', cold: '' } as const;
const marks = { hot: '●●●', warm: '●●○', cold: '●○○' } as const;

export function Temperature({ lead }: { lead: Lead }) {
  const t = useT();
  if (!lead.temperature) return <span className="muted">–</span>;
  return (
    <span className={`pill ${look[lead.temperature]}`} title={t('lead.intent')}>
      <span aria-hidden style={{ fontSize: 8, letterSpacing: 1 }}>{marks[lead.temperature]}</span>
      {t.word('temperature', lead.temperature)}{lead.intentLevel && <> · {lead.intentLevel}</>}
    </span>
  );
}
