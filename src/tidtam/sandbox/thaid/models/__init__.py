from .holder import Holder, Notice
from .phone import Phone, Picture
from .sandbox import ArmedFault, ReceivedRequest, Sandbox, SigningKey
from .sign_in import SignIn, Token

__all__ = [
    "ArmedFault",
    "Holder",
    "Notice",
    "Phone",
    "Picture",
    "ReceivedRequest",
    "Sandbox",
    "SignIn",
    "SigningKey",
    "Token",
]
