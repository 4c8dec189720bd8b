-- Texts of the log that are old: many change sets together and compressed (SYNC.md 3.11). What stands here has no row in
-- change_set_body any more. common/store/log_texts.h tells how the bytes are laid out.
CREATE TABLE log_segment (
    first INTEGER PRIMARY KEY, -- the smallest change_set.no in it
    last  INTEGER NOT NULL,    -- the largest; no other segment reaches in between, rows of change_set_body may
    count INTEGER NOT NULL,
    bytes INTEGER NOT NULL,    -- unpacked
    texts BLOB NOT NULL        -- zstd
) STRICT;
