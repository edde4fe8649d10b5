import { useT } from '@crm/shared/i18n.tsx';
import type { Complaint } from '@crm/shared/model.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { useComplaintActions } from '../data/complaints.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { Clocks } from './clocks.tsx';
import { GradeDialog, StateDialog } from './complaint-dialogs.tsx';
import { Photos } from './photos.tsx';
import { Severity } from './severity.tsx';
import './complaints.css';

export function ComplaintCard({ complaint }: { complaint: Complaint }) {
  const t = useT();
  const { acknowledge } = useComplaintActions(complaint);
  const [dialog, setDialog] = useState<'grade' | 'state' | null>(null);
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t('complaint.one')} <span className="muted num small" style={{ whiteSpace: 'nowrap' }}>{complaint.number}</span></h2>
        <Severity complaint={complaint} />
      </div>
      <div className="card-body stack tight">
        {complaint.text && <p className="quote">{complaint.text}</p>}
        <div className="row wrap small">
          <span className="pill">{t.word('complaintState', complaint.state)}</span>
          <span className="muted">{complaint.ownerName ?? t('owner.nobody')}</span>
        </div>
        {(complaint.vin || complaint.orderNumber) && (
          <div className="row wrap small">
            {complaint.vin && <span><span className="muted">{t('complaint.vin')}</span> <span className="num">{complaint.vin}</span></span>}
            {complaint.orderNumber && <span><span className="muted">{t('complaint.order')}</span> <span className="num">{complaint.orderNumber}</span></span>}
          </div>
        )}
        <Photos complaint={complaint} />
        <Clocks complaint={complaint} />
        <div className="row wrap">
          {!complaint.acknowledgedAt && (
            <Button size="small" type="primary" loading={acknowledge.isPending} onClick={() => acknowledge.mutate()}>{t('complaint.acknowledge')}</Button>
          )}
          <Button size="small" onClick={() => setDialog('grade')}>{t(complaint.severityState === 'proposed' ? 'complaint.confirm' : 'complaint.regrade')}</Button>
          <Button size="small" onClick={() => setDialog('state')}>{t('complaint.progress')}</Button>
        </div>
        <ErrorNote error={acknowledge.error} />
      </div>
      {dialog === 'grade' && <GradeDialog complaint={complaint} onClose={() => setDialog(null)} />}
      {dialog === 'state' && <StateDialog complaint={complaint} onClose={() => setDialog(null)} />}
    </section>
  );
}
