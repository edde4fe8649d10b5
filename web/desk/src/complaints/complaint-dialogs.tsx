import { useT } from '@crm/shared/i18n.tsx';
import type { Complaint } from '@crm/shared/model.ts';
import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useComplaintActions } from '../data/complaints.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { nextStates } from './next-states.ts';

interface Properties {
  complaint: Complaint;
  onClose(): void;
}

const severities = ['s1', 's2', 's3', 's4'] as const;

/** A proposed severity counts at once; it is never lowered without a reason (rule K-02). */
export function GradeDialog({ complaint, onClose }: Properties) {
  const t = useT();
  const { grade } = useComplaintActions(complaint);
  const [severity, setSeverity] = useState(complaint.severity);
  const [reason, setReason] = useState('');
  const lowered = severities.indexOf(severity) > severities.indexOf(complaint.severity);
  const ready = !lowered || reason.trim() !== '';
  return (
    <Modal
      open
      width={460}
      title={t('complaint.gradeTitle', { number: complaint.number })}
      onCancel={onClose}
      onOk={() => grade.mutate({ severity, reason: reason.trim() }, { onSuccess: onClose })}
      okButtonProps={{ disabled: !ready, loading: grade.isPending }}
    >
      <div className="stack">
        <Select value={severity} onChange={setSeverity} aria-label={t('complaint.severity')} options={severities.map((value) => ({ value, label: `${t(`severity.${value}`)} · ${t(`severityHelp.${value}`)}` }))} />
        <Input.TextArea rows={3} maxLength={500} value={reason} aria-label={t('form.reason')} placeholder={t('complaint.gradeReason')} onChange={(event) => setReason(event.target.value)} />
        <ErrorNote error={grade.error} />
      </div>
    </Modal>
  );
}

export function StateDialog({ complaint, onClose }: Properties) {
  const t = useT();
  const { move } = useComplaintActions(complaint);
  const [state, setState] = useState<string | null>(null);
  const [note, setNote] = useState('');
  return (
    <Modal
      open
      width={460}
      title={t('complaint.progressTitle', { number: complaint.number })}
      onCancel={onClose}
      onOk={() => state && move.mutate({ state, note: note.trim() }, { onSuccess: onClose })}
      okButtonProps={{ disabled: !state || note.trim() === '', loading: move.isPending }}
    >
      <div className="stack">
        <Select
          value={state}
          onChange={setState}
          aria-label={t('complaint.state')}
          placeholder={t('complaint.state')}
          options={nextStates(complaint.state).map((value) => ({ value, label: t.word('complaintState', value) }))}
        />
        <Input.TextArea rows={4} maxLength={2000} value={note} aria-label={t('complaint.note')} placeholder={t('complaint.notePlaceholder')} onChange={(event) => setNote(event.target.value)} />
        <ErrorNote error={move.error} />
      </div>
    </Modal>
  );
}
