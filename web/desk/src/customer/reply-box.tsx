import { PaperClipOutlined, SendOutlined } from '@ant-design/icons';
import { ApiError } from '@crm/shared/api.ts';
import { useDraft } from '@crm/shared/draft.ts';
import { useT } from '@crm/shared/i18n.tsx';
import type { Conversation, ReplyWindow } from '@crm/shared/model.ts';
import { Alert, Button, Tag, Upload } from 'antd';
import { useState } from 'react';
import { after } from '../data/after.ts';
import { useReply, useReplyWindow } from '../data/conversations.ts';
import { Countdown } from '../ui/countdown.tsx';
import { ErrorNote } from '../ui/answer.tsx';
import { CallInstead } from './call-instead.tsx';
import { Composer } from './composer.tsx';

const opens = 48 * 3_600_000;

/** An answer in the channel the customer wrote from. What the platform would refuse is known before it is written. */
export function ReplyBox({ conversation }: { conversation: Conversation }) {
  const t = useT();
  const { id, customerId } = conversation;
  const draft = useDraft(`reply.${customerId}`);
  const [file, setFile] = useState<File | null>(null);
  const reply = useReply(id, customerId);
  const window = useReplyWindow(id).data;
  const refused = reply.error instanceof ApiError && reply.error.code === 'window-closed' ? (reply.error.problem.reason ?? 'other') : null;
  const closed = window?.canReply === false ? (window.reason ?? 'other') : refused;
  const nothing = draft.text.trim() === '' && !file;

  const send = () => {
    if (nothing || reply.isPending) return;
    after(reply.mutateAsync({ text: draft.text.trim(), file }), () => {
      draft.clear();
      setFile(null);
    });
  };

  if (closed)
    return (
      <div className="reply reply-closed" role="status">
        <Alert
          type="warning"
          showIcon
          title={t('error.window-closed')}
          description={t.word('windowClosed', closed)}
          action={<CallInstead conversationId={id} customerId={customerId} />}
        />
      </div>
    );

  return (
    <div className="reply">
      <Composer conversationId={id} text={draft.text} onWrite={draft.write} onSend={send} />
      {reply.error && <ErrorNote error={reply.error} />}
      <div className="row between reply-foot wrap">
        <div className="row wrap">
          <Upload showUploadList={false} beforeUpload={(chosen) => { setFile(chosen); return false; }}>
            <Button type="text" size="small" icon={<PaperClipOutlined />} aria-label={t('reply.attach')} title={t('reply.attach')} />
          </Upload>
          {file && <Tag closable onClose={() => setFile(null)}>{file.name}</Tag>}
          {window && <Left window={window} />}
        </div>
        <Button type="primary" icon={<SendOutlined />} disabled={nothing} loading={reply.isPending} onClick={send}>{t('reply.send')} <kbd>Ctrl ⏎</kbd></Button>
      </div>
    </div>
  );
}

/** How long and how often we may still answer; the last one is said plainly. */
function Left({ window }: { window: ReplyWindow }) {
  const t = useT();
  if (!window.closesAt || window.messagesLeft === null) return null;
  const from = new Date(Date.parse(window.closesAt) - opens).toISOString();
  return (
    <>
      <Countdown window={{ windowStart: from, dueAt: window.closesAt }} label={t('reply.closes')} size={14} />
      <span className={window.messagesLeft === 1 ? 'pill urgent' : 'muted small'}>
        {window.messagesLeft === 1 ? t('reply.last') : t('reply.left', { n: window.messagesLeft })}
      </span>
    </>
  );
}
