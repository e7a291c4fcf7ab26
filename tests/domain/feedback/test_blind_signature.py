"""What is signed blindly is a signature that anybody can verify, and that its signer cannot recognise."""

from __future__ import annotations

import random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA384

from desktop_app.domain.feedback import blind_signature
from desktop_app.domain.feedback.blind_signature import Blinded, NotSigned, PublicKey, ballot_message, blind, finalize

EXPONENTS = (65_537, 65_539, 99_991)


@pytest.fixture(scope="module")
def private() -> rsa.RSAPrivateNumbers:
    return rsa.generate_private_key(public_exponent=65_537, key_size=2048).private_numbers()


def public(private: rsa.RSAPrivateNumbers, exponent: int) -> PublicKey:
    return PublicKey(private.p * private.q, exponent)


def signed(private: rsa.RSAPrivateNumbers, exponent: int, blinded: Blinded) -> bytes:
    """As the database does."""
    d = pow(exponent, -1, (private.p - 1) * (private.q - 1))
    return pow(int.from_bytes(blinded.message, "big"), d, private.p * private.q).to_bytes(256, "big")


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_an_independent_library_takes_the_signature(
    private: rsa.RSAPrivateNumbers, chance: random.Random, exponent: int
) -> None:
    key, message = public(private, exponent), ballot_message("article:cuti@1", chance.randbytes(32))
    theirs = rsa.RSAPublicNumbers(exponent, key.modulus).public_key()
    pss = padding.PSS(padding.MGF1(SHA384()), salt_length=0)

    blinded = blind(key, message, chance.randbytes)
    signature = finalize(key, message, blinded, signed(private, exponent, blinded))

    theirs.verify(signature, message, pss, SHA384())
    with pytest.raises(InvalidSignature):
        theirs.verify(signature, message + b"!", pss, SHA384())


def test_a_signature_for_one_poll_fits_no_other(private: rsa.RSAPrivateNumbers, chance: random.Random) -> None:
    """Neither under the other's exponent, nor with a message that names the other."""
    one, other = public(private, EXPONENTS[0]), public(private, EXPONENTS[1])
    token = chance.randbytes(32)
    wanted = ballot_message("b", token)

    blinded = blind(one, wanted, chance.randbytes)  # whoever signs cannot see that it names another poll
    signature = finalize(one, wanted, blinded, signed(private, EXPONENTS[0], blinded))

    assert blind_signature.verify(one, wanted, signature)
    assert not blind_signature.verify(other, wanted, signature)
    assert not blind_signature.verify(one, ballot_message("a", token), signature)


def test_what_was_signed_otherwise_is_noticed(private: rsa.RSAPrivateNumbers, chance: random.Random) -> None:
    key, message = public(private, EXPONENTS[0]), ballot_message("a", chance.randbytes(32))
    blinded = blind(key, message, chance.randbytes)

    with pytest.raises(NotSigned):
        finalize(key, message, blinded, signed(private, EXPONENTS[1], blinded))
    with pytest.raises(NotSigned):
        finalize(key, message, blinded, bytes(256))


def test_every_blinded_message_fits_every_signature(private: rsa.RSAPrivateNumbers, chance: random.Random) -> None:
    """Who keeps all it signed learns nothing: for each pair there is a factor that leads from one to the other."""
    key = public(private, EXPONENTS[0])
    messages = [ballot_message("a", chance.randbytes(32)) for _ in range(4)]
    all_blinded = [blind(key, message, chance.randbytes) for message in messages]
    signatures = [
        finalize(key, message, blinded, signed(private, EXPONENTS[0], blinded))
        for message, blinded in zip(messages, all_blinded, strict=True)
    ]

    for blinded in all_blinded:
        of_it = int.from_bytes(signed(private, EXPONENTS[0], blinded), "big")
        for message, signature in zip(messages, signatures, strict=True):
            factor = of_it * pow(int.from_bytes(signature, "big"), -1, key.modulus) % key.modulus
            again = blind_signature.encoded(message) * pow(factor, key.exponent, key.modulus) % key.modulus
            assert again.to_bytes(256, "big") == blinded.message


def test_a_factor_that_cannot_blind_is_drawn_again(private: rsa.RSAPrivateNumbers, chance: random.Random) -> None:
    key = public(private, EXPONENTS[0])
    drawn = iter([bytes(256), (1).to_bytes(256, "big"), b"\xff" * 256, private.p.to_bytes(256, "big")])

    blinded = blind(key, b"m", lambda size: next(drawn, chance.randbytes(255).rjust(size, b"\0")))

    assert next(drawn, None) is None
    assert blinded.message != blind_signature.encoded(b"m").to_bytes(256, "big")


@pytest.mark.parametrize(
    ("modulus", "exponent"), [(2**2046 + 1, 65_537), (2**2047, 65_537), (2**2047 + 1, 3), (2**2047 + 1, 1)]
)
def test_a_key_of_a_careless_signer_is_not_used(modulus: int, exponent: int) -> None:
    assert not PublicKey(modulus, exponent).is_sound
