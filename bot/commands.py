"""The command ``troly bot``: runs the Telegram bot until interrupted."""

from __future__ import annotations

import click


@click.command()
def bot() -> None:
    """Chạy bot Telegram (cần TELEGRAM_TOKEN và một máy chủ đang chạy)."""
    from telegram.error import InvalidToken, NetworkError

    from assistant.client import BadInput, Client, Unreachable
    from bot import logs
    from bot.bot import build
    from bot.settings import BotSettings

    settings = BotSettings.load()
    logs.configure()
    key = settings.api_key.get_secret_value() if settings.api_key else None
    with Client(settings.api_url, key) as client:
        application = build(settings, client)
        if not settings.users:
            click.echo("Lưu ý: TELEGRAM_USERS đang trống nên bot sẽ từ chối mọi người.", err=True)
        if not settings.collections:
            click.echo("Lưu ý: TELEGRAM_COLLECTIONS đang trống nên chưa nhóm tài liệu nào được mở.", err=True)
        click.echo("Bot Telegram đang chạy (dừng: Ctrl+C).", err=True)
        try:
            application.run_polling(allowed_updates=["message", "callback_query"])
        except InvalidToken as error:
            raise BadInput("Telegram không nhận TELEGRAM_TOKEN này; đề nghị kiểm tra lại.") from error
        except NetworkError as error:
            raise Unreachable(
                f"Không kết nối được tới {settings.base_url}; đề nghị kiểm tra mạng hoặc TELEGRAM_PROXY."
            ) from error
