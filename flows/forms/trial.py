"""The form that sends one test letter."""

from pydantic import BaseModel, ConfigDict, Field

from flows.forms.fields import Line, reads

TRY = "Gửi một thư thử đến hộp thư của cơ quan thường trực, qua đường thư đang dùng."


class SendTrial(BaseModel):
    """Whose office gets a test letter; the campaigns are offered as a list."""

    model_config = ConfigDict(json_schema_extra=reads(TRY))

    campaign: Line = Field(title="Chiến dịch")
