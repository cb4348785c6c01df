// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Errors} from "@openzeppelin/contracts/utils/Errors.sol";
import {ISignable} from "../../contracts/interfaces/ISignable.sol";
import {SignaturesMatrix} from "./SignaturesMatrix.sol";
import {YesWallet} from "./Wallets.sol";

// actBySignature refuses each act of the table, and changes nothing, when
// ├── the act differs in any bit from what was signed, is cut short or goes on → WrongSignature
// └── the signature has a high s, is compact, has another v, is empty or huge → WrongSignature
// and, whatever a wallet signs
// ├── a call of another function → NotSignable
// └── an act cut short, or with a bit outside a field → FailedCall
contract SignaturesFormTest is SignaturesMatrix {
    uint256 private constant ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;

    function setUp() public override {
        super.setUp();
        become(alice);
    }

    function test_refusesEveryBitThatWasNotSigned() external {
        forEachRow(refuseEveryBit);
    }

    function test_refusesAnotherForm() external {
        forEachRow(refuseAnotherForm);
    }

    function test_refusesWhatIsCutShort() external {
        forEachRow(refuseEveryCut);
    }

    function test_refusesWhatGoesOn() external {
        forEachRow(refuseWhatGoesOn);
    }

    function test_refusesEveryOtherFunctionWhateverAWalletSigns() external {
        become(address(new YesWallet()));
        bytes4[12] memory others = [
            registry.enroll.selector,
            registry.enrollSelf.selector,
            registry.recover.selector,
            registry.declareIncapacity.selector,
            registry.register.selector,
            registry.logOwn.selector,
            registry.admitOrganization.selector,
            registry.setAuthority.selector,
            registry.publishKey.selector,
            registry.actBySignature.selector,
            bytes4(0),
            bytes4(0xffffffff)
        ];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(ISignable.NotSignable.selector, others[i]);
            refuse(abi.encodePacked(others[i], new bytes(320)), alone(signer, NO_END, ""), refusal);
        }
    }

    function test_refusesWhatIsCutShortWhateverAWalletSigns() external {
        become(address(new YesWallet()));
        forEachRow(refuseEveryCut);
    }

    function test_refusesBitsOutsideAFieldWhateverAWalletSigns() external {
        become(address(new YesWallet()));
        forEachRow(refuseBitsOutside);
    }

    function refuseEveryBit(uint256 i, Row memory r) private {
        bytes memory signature = sign(ALICE_KEY, hashOf(r, stamp()));
        for (uint256 field = 0; field < r.fields.length; ++field) {
            for (uint256 bit = 0; bit <= uint8(r.fields[field]); ++bit) {
                bytes memory act = flip(r.act, wordOf(i, field), bit);
                refuse(act, alone(signer, NO_END, signature), wrongSignature());
            }
        }
    }

    function refuseAnotherForm(uint256, Row memory r) private {
        (uint8 v, bytes32 rr, bytes32 s) = vm.sign(ALICE_KEY, hashOf(r, stamp()));
        bytes[9] memory forms;
        forms[0] = abi.encodePacked(rr, bytes32(ORDER - uint256(s)), v == 27 ? uint8(28) : uint8(27)); // high s
        forms[1] = abi.encodePacked(rr, bytes32(uint256(s) | (uint256(v - 27) << 255))); // compact
        forms[2] = "";
        forms[3] = new bytes(65);
        forms[4] = new bytes(100_000);
        forms[5] = abi.encodePacked(rr, s, v, uint8(0));
        forms[6] = abi.encodePacked(rr, s);
        forms[7] = abi.encodePacked(s, rr, v);
        forms[8] = abi.encodePacked(rr, s, v, new bytes(100_000));
        for (uint256 i = 0; i < forms.length; ++i) {
            refuse(r.act, alone(signer, NO_END, forms[i]), wrongSignature());
        }
        for (uint256 other = 0; other < 256; ++other) {
            if (other == v) continue;
            refuse(r.act, alone(signer, NO_END, abi.encodePacked(rr, s, uint8(other))), wrongSignature());
        }
    }

    /// @dev By a key what was signed is the whole act; a wallet may have signed what was cut.
    function refuseEveryCut(uint256 i, Row memory r) private {
        bytes memory signature = sign(ALICE_KEY, hashOf(r, stamp()));
        for (uint256 length = 0; length < r.act.length; ++length) {
            bytes memory act = new bytes(length);
            for (uint256 j = 0; j < length; ++j) act[j] = r.act[j];
            bytes memory refusal = wrongSignature();
            // Without the words that name a permit, its version cannot be looked up.
            bool isUnreadable = r.versioned && (i == REVOKE_MANY || length < 100);
            if (signer != alice || isUnreadable) refusal = abi.encodeWithSelector(Errors.FailedCall.selector);
            if (length < 36) refusal = abi.encodeWithSelector(ISignable.NotSignable.selector, bytes4(act));
            refuse(act, alone(signer, NO_END, signature), refusal);
        }
    }

    function refuseWhatGoesOn(uint256 i, Row memory r) private {
        if (i == REVOKE_MANY) return; // see `SignaturesTaken`
        bytes memory signature = sign(ALICE_KEY, hashOf(r, stamp()));
        uint256[5] memory more = [uint256(1), 31, 32, 64, 10_000];
        for (uint256 j = 0; j < more.length; ++j) {
            refuse(abi.encodePacked(r.act, new bytes(more[j])), alone(signer, NO_END, signature), wrongSignature());
        }
    }

    function refuseBitsOutside(uint256 i, Row memory r) private {
        for (uint256 field = 0; field < r.fields.length; ++field) {
            for (uint256 bit = uint256(uint8(r.fields[field])) + 1; bit < 256; ++bit) {
                bytes memory act = flip(r.act, wordOf(i, field), bit);
                refuse(act, alone(signer, NO_END, ""), abi.encodeWithSelector(Errors.FailedCall.selector));
            }
        }
    }

    /// @dev In a list of revocations the patient is followed by where the list starts and how long it is.
    function wordOf(uint256 i, uint256 field) private pure returns (uint256) {
        return i == REVOKE_MANY && field > 0 ? field + 2 : field;
    }

    function flip(bytes memory act, uint256 word, uint256 bit) private pure returns (bytes memory flipped) {
        flipped = abi.encodePacked(act);
        flipped[4 + 32 * word + 31 - bit / 8] ^= bytes1(uint8(1 << (bit % 8)));
    }
}
