// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Hold, IPatients} from "../../contracts/interfaces/IPatients.sol";
import {IConsents, Terms} from "../../contracts/interfaces/IConsents.sol";
import {ISignable, Signed} from "../../contracts/interfaces/ISignable.sol";
import {Signing} from "./Signing.sol";
import {
    DirtyMagicWallet,
    GasEater,
    PickyWallet,
    ReenteringWallet,
    ReturnBomb,
    RevertingMagicWallet,
    RevertingWallet,
    ShortAnswerWallet,
    WrongMagicWallet,
    YesWallet
} from "./Wallets.sol";

// actBySignature, where the controller has code
// ├── when its wallet takes the signature → it is the controller's, whatever its bytes
// ├── when its wallet answers anything else, or nothing → it reverts with WrongSignature
// ├── when its wallet eats the gas or answers with a megabyte → it reverts with WrongSignature
// ├── when its wallet calls back → nothing comes of it
// ├── when another patient's wallet says yes to all → it reverts with NotActingFor
// └── when it delegates by EIP-7702 → its key signs, and its code too
contract WalletSignaturesTest is Signing {
    function testFuzz_takesWhatTheWalletTakes(bytes calldata signature) external {
        PickyWallet wallet = new PickyWallet();
        Terms memory t = termsOf(address(wallet));
        wallet.take(permitDigest(domain(), t, 0, 0, NO_END), signature);
        vm.expectEmit(address(registry));
        emit IConsents.Permitted(t.patient, t.scope, t.grantee, t.purposes, t.kinds, NOW, t.until, 1, address(wallet));
        relayPermitOf(address(wallet), t, signature);
        refuse(address(wallet), t, signature);
        wallet.take(revocationDigest(domain(), t, 1, 0, NO_END), signature);
        vm.expectEmit(address(registry));
        emit IConsents.Revoked(t.patient, t.scope, t.grantee, 2, address(wallet));
        relay(revocationAct(t), alone(address(wallet), NO_END, signature));
    }

    function test_refusesAnyOtherAnswer() external {
        address[5] memory wallets = [
            address(new WrongMagicWallet()),
            address(new DirtyMagicWallet()),
            address(new ShortAnswerWallet()),
            address(new RevertingWallet()),
            address(new RevertingMagicWallet())
        ];
        for (uint256 i = 0; i < wallets.length; ++i) {
            refuse(wallets[i], termsOf(wallets[i]), "");
        }
    }

    function test_refusesContractsThatAreNoWallets() external {
        refuse(address(registry), termsOf(address(registry)), signPermit(terms()));
        refuse(address(manager), termsOf(address(manager)), signPermit(terms()));
    }

    function test_survivesAWalletThatEatsTheGas() external {
        refuseWithin(2_000_000, address(new GasEater()));
    }

    function test_copiesNoMoreThanAWordOfTheAnswer() external {
        // A megabyte takes 2 million gas to answer with, and as much again to copy.
        refuseWithin(2_400_000, address(new ReturnBomb()));
    }

    function test_makesNothingOfAWalletThatCallsBack() external {
        Terms memory t = terms();
        t.patient = 3;
        t.grantee = stranger;
        ReenteringWallet wallet = new ReenteringWallet(registry, t);
        t = termsOf(address(wallet));
        relayPermitOf(address(wallet), t, "");
        vm.assertEq(registry.permitOf(3, RECORD, stranger).version, 0);
        vm.assertEq(versionOf(t), 1);
    }

    function test_refusesAWalletThatSaysYesForAnotherPatient() external {
        address wallet = address(new YesWallet());
        Terms memory t = termsOf(wallet);
        relayPermitOf(wallet, t, "");
        t.patient = ALICE;
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, wallet, ALICE));
        relayPermitOf(wallet, t, "");
        refuse(alice, t, "");
        refuse(alice, t, signPermit(termsOf(address(new YesWallet()))));
    }

    function test_refusesAWalletThatHandedThePatientOver() external {
        address wallet = address(new YesWallet());
        Terms memory t = termsOf(wallet);
        vm.prank(wallet);
        registry.offerHandover(t.patient, alice);
        vm.prank(alice);
        registry.acceptHandover(t.patient);
        vm.expectRevert(abi.encodeWithSelector(IPatients.NotActingFor.selector, wallet, t.patient));
        relayPermitOf(wallet, t, "");
        relayPermit(t, NO_END, signPermit(t));
    }

    function test_takesTheKeyOfAnAccountThatDelegates() external {
        delegate(address(new WrongMagicWallet()));
        relayPermit(terms(), NO_END, signPermit(terms()));
        relayRevocation(terms(), NO_END, signRevocation(terms()));
        refuse(alice, terms(), sign(BOB_KEY, permitDigest(domain(), terms(), 2, 0, NO_END)));
    }

    function test_takesTheCodeOfAnAccountThatDelegates() external {
        delegate(address(new YesWallet()));
        relayPermit(terms(), NO_END, "by passkey");
        relayRevocation(terms(), NO_END, "by passkey");
        vm.assertEq(versionOf(terms()), 2);
    }

    function test_takesTheKeyAgainAfterADelegationEnded() external {
        delegate(address(new YesWallet()));
        vm.etch(alice, "");
        refuse(alice, terms(), "by passkey");
        relayPermit(terms(), NO_END, signPermit(terms()));
    }

    /// @dev Alice's account delegates to the wallet by EIP-7702.
    function delegate(address wallet) private {
        vm.etch(alice, abi.encodePacked(hex"ef0100", wallet));
    }

    /// @dev Enrolls the wallet as a patient, and what it might permit.
    function termsOf(address wallet) private returns (Terms memory t) {
        vm.prank(hospital);
        uint48 patient = registry.enroll(wallet, Hold.SELF);
        t = terms();
        t.patient = patient;
    }

    function relayPermitOf(address wallet, Terms memory t, bytes memory signature) private {
        relay(permitAct(t), alone(wallet, NO_END, signature));
    }

    function refuse(address wallet, Terms memory t, bytes memory signature) private {
        vm.expectRevert(abi.encodeWithSelector(ISignable.WrongSignature.selector, wallet));
        relayPermitOf(wallet, t, signature);
    }

    function refuseWithin(uint256 gas, address wallet) private {
        bytes memory act = permitAct(termsOf(wallet));
        Signed memory signed = alone(wallet, NO_END, "");
        vm.expectRevert(abi.encodeWithSelector(ISignable.WrongSignature.selector, wallet));
        registry.actBySignature{gas: gas}(act, signed);
    }
}
