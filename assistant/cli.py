"""``troly``: the command line. Commands are found through entry points and loaded when called.

Every error ends as one Vietnamese line on stderr and an exit code: 1 the work could not be done, 2 the
command was given something it cannot use (or the archive is taken), 70 something unexpected.
"""

from __future__ import annotations

import os
import sys
import traceback
from datetime import datetime
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import click

from ingest.errors import ArchiveBusy, BadInput, TrolyError, refusal

GROUP = "troly.commands"

EXIT_FAILED = 1
EXIT_BAD_INPUT = 2
EXIT_UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h
EXIT_INTERRUPTED = 130


class LazyGroup(click.Group):
    """A group whose commands are entry points; one that cannot be loaded does not break the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(_found())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        point = _found().get(cmd_name)
        if point is None:
            return None
        try:
            command = point.load()
        except (ImportError, AttributeError):
            return _lacking(cmd_name)
        assert isinstance(command, click.Command), f"{point.value} is not a click command"
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _found():
            raise BadInput(f"không có lệnh “{args[0]}”. Xem cách dùng: troly --help")
        return super().resolve_command(ctx, args)


def _lacking(name: str) -> click.Command:
    """Stands for a command whose parts are not installed, so that the others still work."""

    def refuse() -> None:
        raise BadInput(f"Lệnh {name} cần thêm thành phần chưa được cài đặt.")

    return click.Command(
        name,
        callback=refuse,
        help="(chưa cài đủ thành phần)",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )


@cache
def _found() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
def troly() -> None:
    """Trợ lý tra cứu văn bản: hỏi đáp có trích dẫn trên kho tài liệu của cơ quan."""


def main(arguments: list[str] | None = None) -> int:
    """Runs one command and returns the exit code of the process."""
    try:
        result = troly.main(args=arguments, prog_name="troly", standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except BrokenPipeError:
        # The reader (head, less) has left. Point stdout elsewhere, or the flush at exit fails again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        return EXIT_INTERRUPTED
    except click.ClickException as error:
        return _say(_usage(error), EXIT_BAD_INPUT)
    except TrolyError as error:
        used_wrongly = isinstance(error, BadInput | ArchiveBusy)
        return _say(error.message, EXIT_BAD_INPUT if used_wrongly else EXIT_FAILED)
    except OSError as error:
        return _refused(error)
    except Exception as error:  # noqa: BLE001  the last net: a person must never read a stack trace
        return _unexpected(error)


def run() -> None:
    """The console script."""
    sys.exit(main())


def _say(message: str, code: int) -> int:
    line = " ".join(f"Lỗi: {message}".split())
    shown = (char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    click.echo("".join(shown), err=True)
    return code


def _usage(error: click.ClickException) -> str:
    """click's complaint in Vietnamese."""
    hint = " Xem cách dùng: troly --help"
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return "chưa nêu lệnh cần chạy." + hint
    if isinstance(error, click.NoSuchOption):
        return f"không có tùy chọn {error.option_name}." + hint
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param else error.param_hint
        return f"còn thiếu {name}." + hint
    if isinstance(error, click.BadParameter):
        name = error.param.opts[0] if error.param and error.param.opts else "tham số"
        kind = error.param.type if error.param else None
        if isinstance(kind, click.IntRange):
            return f"giá trị của {name} không hợp lệ (phải là số nguyên từ {kind.min} đến {kind.max})."
        return f"giá trị của {name} không hợp lệ ({error.message.rstrip('.')})."
    if isinstance(error, click.UsageError):
        return f"lệnh dùng chưa đúng ({error.message.rstrip('.')})." + hint
    return error.message


def _refused(error: OSError) -> int:
    """The operating system refused, where no room of ours had words for it."""
    if _debugging():
        traceback.print_exception(error)
        return EXIT_FAILED
    _write_trace(error)
    return _say(
        f"không đọc hoặc ghi được trên máy này: {refusal(error)}; đề nghị kiểm tra thư mục dữ liệu "
        "(TROLY_DATA), quyền truy cập và chỗ trống trên đĩa.",
        EXIT_FAILED,
    )


def _debugging() -> bool:
    return os.environ.get("TROLY_DEBUG", "") not in ("", "0")


def _unexpected(error: Exception) -> int:
    if _debugging():
        traceback.print_exception(error)
        return EXIT_UNEXPECTED
    path = _write_trace(error)
    where = f"chi tiết ghi tại {path}" if path else "chạy lại với TROLY_DEBUG=1 để xem chi tiết"
    return _say(f"có sự cố ngoài dự kiến ({type(error).__name__}); {where}.", EXIT_UNEXPECTED)


def _write_trace(error: Exception) -> Path | None:
    """The frames into the data folder's log, without the message: it may hold words of a question."""
    path = Path(os.environ.get("TROLY_DATA") or "var") / "troly.log"
    frames = "".join(traceback.format_tb(error.__traceback__))
    try:
        if not path.parent.is_dir():
            return None
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now().isoformat(timespec='seconds')} {type(error).__name__}\n{frames}\n")
    except OSError:
        return None  # a full or read-only disk must not hide the first error
    return path
