import { useT } from '@crm/shared/i18n.tsx';
import type { HandOver } from '@crm/shared/model.ts';
import { Link } from 'react-router';
import { Moment } from '../ui/moment.tsx';

/** Why a person was asked for, and what to know before the first word. */
export function HandOverNote({ handOver }: { handOver: HandOver }) {
  const t = useT();
  return (
    <span className="row wrap small">
      {handOver.priority === 'high' && <span className="pill overdue">{t('priority.high')}</span>}
      <span className="pill half">{t.word('handOverReason', handOver.reason)}</span>
      {handOver.skill && <span className="pill">{handOver.skill}</span>}
      {handOver.language && <span className="muted">{t.word('language', handOver.language)}</span>}
      {handOver.complaintId && <Link to="/complaints">{t('handOver.complaint')}</Link>}
      {handOver.leadId && <Link to="/leads">{t('handOver.lead')}</Link>}
      {handOver.dueBy && <span className="muted">{t('handOver.dueBy')} <Moment at={handOver.dueBy} /></span>}
    </span>
  );
}
