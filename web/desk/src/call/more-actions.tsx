import { EllipsisOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { Callback } from '@crm/shared/model.ts';
import { App, Button, DatePicker, Dropdown, Input, Modal } from 'antd';
import type { Dayjs } from 'dayjs';
import dayjs from 'dayjs';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useCallbackActions } from '../data/callbacks.ts';
import { ErrorNote } from '../ui/answer.tsx';

/** What the customer did instead of waiting: called us, moved the call or gave it up. Rarer than calling, so behind a menu. */
export function MoreActions({ callback }: { callback: Callback }) {
  const t = useT();
  const [dialog, setDialog] = useState<'inbound' | 'move' | 'release' | null>(null);
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'inbound', label: t('call.inbound') },
            { key: 'move', label: t('promise.move') },
            { key: 'release', label: t('promise.release') },
          ],
          onClick: ({ key }) => setDialog(key as 'inbound' | 'move' | 'release'),
        }}
      >
        <Button type="text" icon={<EllipsisOutlined />} aria-label={t('action.more')} />
      </Dropdown>
      {dialog === 'inbound' && <InboundDialog callback={callback} onClose={() => setDialog(null)} />}
      {dialog === 'move' && <MoveDialog callback={callback} onClose={() => setDialog(null)} />}
      {dialog === 'release' && <ReleaseDialog callback={callback} onClose={() => setDialog(null)} />}
    </>
  );
}

function InboundDialog({ callback, onClose }: { callback: Callback; onClose(): void }) {
  const t = useT();
  const { message } = App.useApp();
  const { inbound } = useCallbackActions(callback);
  const [at, setAt] = useState<Dayjs | null>(null);
  const [note, setNote] = useState('');
  const save = () => after(
    inbound.mutateAsync({ startedAt: at?.toISOString(), note: note.trim() || undefined }),
    () => { void message.success(t('call.inboundSaved')); onClose(); },
  );
  return (
    <Modal open title={t('call.inbound')} onCancel={onClose} onOk={save} okText={t('call.inboundOk')} okButtonProps={{ loading: inbound.isPending }} width={420}>
      <div className="stack">
        <p className="muted">{t('call.inboundHelp')}</p>
        <DatePicker value={at} onChange={setAt} showTime={{ format: 'HH:mm' }} format="MM-DD HH:mm" maxDate={dayjs()} placeholder={t('call.inboundAt')} aria-label={t('call.inboundAt')} />
        <Input.TextArea value={note} onChange={(event) => setNote(event.target.value)} rows={3} maxLength={2000} aria-label={t('call.note')} placeholder={t('call.notePlaceholder')} />
        <ErrorNote error={inbound.error} />
      </div>
    </Modal>
  );
}

function MoveDialog({ callback, onClose }: { callback: Callback; onClose(): void }) {
  const t = useT();
  const { message } = App.useApp();
  const { reschedule } = useCallbackActions(callback);
  const [start, setStart] = useState<Dayjs | null>(null);
  const save = () => {
    if (start) after(reschedule.mutateAsync(start.toISOString()), () => { void message.success(t('promise.moved')); onClose(); });
  };
  return (
    <Modal open title={t('promise.move')} onCancel={onClose} onOk={save} okText={t('promise.moveOk')} okButtonProps={{ disabled: !start, loading: reschedule.isPending }} width={420}>
      <div className="stack">
        <p className="muted">{t('promise.moveHelp')}</p>
        <DatePicker value={start} onChange={setStart} showTime={{ format: 'HH:mm', minuteStep: 30 }} format="YYYY-MM-DD HH:mm" minDate={dayjs()} maxDate={dayjs().add(14, 'day')} aria-label={t('promise.move')} />
        <ErrorNote error={reschedule.error} />
      </div>
    </Modal>
  );
}

function ReleaseDialog({ callback, onClose }: { callback: Callback; onClose(): void }) {
  const t = useT();
  const { message } = App.useApp();
  const { release } = useCallbackActions(callback);
  const [reason, setReason] = useState('');
  const save = () => after(release.mutateAsync(reason.trim()), () => { void message.success(t('promise.released')); onClose(); });
  return (
    <Modal open title={t('promise.release')} onCancel={onClose} onOk={save} okText={t('promise.releaseOk')} okButtonProps={{ disabled: reason.trim() === '', loading: release.isPending, danger: true }} width={420}>
      <div className="stack">
        <p className="muted">{t('promise.releaseHelp')}</p>
        <Input.TextArea value={reason} onChange={(event) => setReason(event.target.value)} rows={3} maxLength={500} aria-label={t('form.reason')} placeholder={t('form.reason')} />
        <ErrorNote error={release.error} />
      </div>
    </Modal>
  );
}
