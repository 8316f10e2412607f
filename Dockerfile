# One image; compose.yaml says what each container of it does.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --only-binary=:all: --requirement requirements.txt

COPY . .
RUN useradd --system --home-dir /var/lib/websesam websesam \
    && install --directory --owner websesam /var/lib/websesam
USER websesam
VOLUME /var/lib/websesam
EXPOSE 8000
CMD ["gunicorn", "--config", "python:config.gunicorn", "config.wsgi"]
