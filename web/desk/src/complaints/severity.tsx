import { useT } from '@crm/shared/i18n.tsx';
import type { Complaint } from '@crm/shared/model.ts';

const look = { s1: 'overdue', s2: 'urgent', s3: 'half', s4: '' } as const;

export function Severity({ complaint }: { complaint: Complaint }) {
  const t = useT();
  return (
    <span className={`pill ${look[complaint.severity]}`}>
      {complaint.severity === 's1' && <span aria-hidden>▲</span>}{t(`severity.${complaint.severity}`)}
      {complaint.severityState === 'proposed' && <em>{t('severity.proposed')}</em>}
    </span>
  );
}
