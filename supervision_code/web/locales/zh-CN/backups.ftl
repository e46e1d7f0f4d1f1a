# Backing up and restoring.

cli-backup-done = 备份已写入{ $folder }：{ $files }个文件，{ $kibibytes } KiB。
cli-backup-log = 日志{ $log }：已封存{ $size }条，等待封存{ $waiting }条。
cli-backup-with-keys = 注意：备份里有私钥。拿到备份的人可以冒充本系统签名；请加密保存，与其他备份分开。
cli-backup-without-keys = 备份里没有私钥。请另行保存 DATA_DIR/keys，恢复后仍要用同一把。

cli-backup-refused-folder-not-empty = { $folder }里已有文件，没有备份。请换一个空文件夹。
cli-backup-refused-missing = 备份不完整：缺少{ $file }。没有恢复。
cli-backup-refused-damaged = 备份已损坏：{ $file }与清单不符。没有恢复，请换一份备份。
cli-backup-refused-other-format = 备份的格式不认识：{ $file }。请用写出它的版本恢复。
cli-backup-refused-other-kind = 备份来自{ $kept }，不能恢复到{ $wanted }。请换一个数据库。
cli-backup-refused-not-empty = 数据库{ $database }里已有数据表，没有恢复。请新建一个空的数据库。
cli-backup-refused-not-as-kept = 恢复出的日志与清单不符：{ $folder }。请勿使用这个数据库。
cli-backup-refused-no-program = 找不到程序 { $program }。请安装 PostgreSQL 客户端程序，并放进 PATH。
cli-backup-refused-program = { $program } 没有完成：{ $why }

cli-restore-done = 已恢复{ $made }的备份。
cli-restore-files = 照片和文书文件{ $count }个，已放回。
cli-restore-receipts = 核对回执中的记录{ $checked }条，仍在{ $kept }条。
cli-restore-lost-range = 日志{ $log }丢失{ $entries }条：第{ $first }号至第{ $last }号（据{ $known }）。
cli-restore-entry-lost = 丢失：{ $at }，第{ $number }号，{ $kind }，条目{ $entry }，回执{ $file }。
cli-restore-entry-changed = 不一致：{ $at }，第{ $number }号，{ $kind }，条目{ $entry }，回执{ $file }。
cli-restore-receipt-unreadable = 读不懂的回执：{ $file }。
cli-restore-does-not-hold = 恢复出的数据与证据不一致，请勿使用，先查明原因。
cli-restore-next = 没有发现丢失。请把 DATABASE_URL 改为新数据库，再启动服务。
cli-restore-next-lost = 接下来：一、把 DATABASE_URL 改为新数据库；二、运行 supervision-code ledger succeed 另起新日志，写明原因；三、启动服务；四、把上面列出的记录请当事人重新登记，并告知监督部门。
cli-restore-no-address = 不是数据库地址：{ $url }。
cli-restore-no-receipts = { $folder }里没有回执（.txt 文件）。
cli-restore-no-checkpoint = 读不懂的检查点：{ $why }。

cli-database-awaited = 数据库暂时没有回应，正在等待：{ $why }
