// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Book, IBooks} from "../../contracts/interfaces/IBooks.sol";
import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {RoomWorld} from "./RoomWorld.sol";

// anchorBook
// ├── when the caller is neither an organization nor a registrar in force → it reverts with NotRegistrar
// ├── when the custodian anchored in this interval → it reverts with AlreadyAnchored, whoever of it did
// ├── when the root is zero → it reverts with NoRoot
// └── otherwise → it is the custodian's last anchor, for the interval of the block; other custodians have their own
contract AnchorBookTest is RoomWorld {
    bytes32 private constant ROOT = keccak256("root");
    /// @dev The first second of a UTC day after the present one, and that day's number.
    uint40 private constant MIDNIGHT = 2_000_160_000;
    uint40 private constant DAY = 23_150;

    function testFuzz_refusesWhoIsNoRegistrar(address caller) external {
        vm.assume(caller != hospital && caller != clinic && caller != registrar);
        refuse(caller, anchoring(ROOT), abi.encodeWithSelector(IDirectory.NotRegistrar.selector, caller));
    }

    function test_refusesASuspendedOrganizationAndItsRegistrar() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        refuse(hospital, anchoring(ROOT), abi.encodeWithSelector(IDirectory.NotRegistrar.selector, hospital));
        refuse(registrar, anchoring(ROOT), abi.encodeWithSelector(IDirectory.NotRegistrar.selector, registrar));
        send(clinic, anchoring(ROOT));
    }

    function test_refusesNoRoot() external {
        refuse(hospital, anchoring(0), abi.encodeWithSelector(IBooks.NoRoot.selector));
        assertBook(hospital, Book(0, 0));
    }

    function testFuzz_anchorsAnyRootForTheCustodian(bytes32 root, bool byRegistrar) external {
        vm.assume(root != 0);
        vm.warp(MIDNIGHT);
        vm.expectEmit(address(registry));
        emit IBooks.BookAnchored(hospital, DAY, root);
        send(byRegistrar ? registrar : hospital, anchoring(root));
        assertBook(hospital, Book(root, DAY));
        assertBook(clinic, Book(0, 0));
    }

    function test_anchorsOnTheDayOfTheBlock() external {
        uint40[5] memory times = [MIDNIGHT - 1, MIDNIGHT, MIDNIGHT + 1, MIDNIGHT + 1 days - 1, MIDNIGHT + 1 days];
        uint40[5] memory days_ = [DAY - 1, DAY, DAY, DAY, DAY + 1];
        for (uint256 i = 0; i < times.length; ++i) {
            uint256 before = vm.snapshotState();
            vm.warp(times[i]);
            send(hospital, anchoring(ROOT));
            assertBook(hospital, Book(ROOT, days_[i]));
            vm.revertToStateAndDelete(before);
        }
    }

    function test_refusesASecondAnchorUntilTheNextDaysFirstSecond() external {
        bytes memory refusal = abi.encodeWithSelector(IBooks.AlreadyAnchored.selector, DAY, MIDNIGHT + 1 days);
        vm.warp(MIDNIGHT);
        send(hospital, anchoring(ROOT));
        refuse(hospital, anchoring(keccak256("another")), refusal);
        refuse(registrar, anchoring(keccak256("another")), refusal);
        vm.warp(MIDNIGHT + 1 days - 1);
        refuse(hospital, anchoring(keccak256("another")), refusal);
        assertBook(hospital, Book(ROOT, DAY));
        vm.warp(MIDNIGHT + 1 days);
        send(hospital, anchoring(keccak256("another")));
        assertBook(hospital, Book(keccak256("another"), DAY + 1));
    }

    function test_anchorsTwiceWithinASecondOfMidnight() external {
        vm.warp(MIDNIGHT - 1);
        send(hospital, anchoring(ROOT));
        vm.warp(MIDNIGHT);
        send(hospital, anchoring(ROOT));
        assertBook(hospital, Book(ROOT, DAY));
    }

    function test_anchorsForEachCustodianInOneInterval() external {
        vm.warp(MIDNIGHT);
        send(hospital, anchoring(ROOT));
        send(clinic, anchoring(keccak256("the clinic's")));
        assertBook(hospital, Book(ROOT, DAY));
        assertBook(clinic, Book(keccak256("the clinic's"), DAY));
    }

    function test_anchorsAgainAfterASuspensionIsOver() external {
        vm.warp(MIDNIGHT);
        send(hospital, anchoring(ROOT));
        vm.startPrank(admin);
        registry.suspendOrganization(hospital);
        registry.admitOrganization(hospital);
        vm.stopPrank();
        bytes memory refusal = abi.encodeWithSelector(IBooks.AlreadyAnchored.selector, DAY, MIDNIGHT + 1 days);
        refuse(hospital, anchoring(ROOT), refusal);
        vm.warp(MIDNIGHT + 1 days);
        send(hospital, anchoring(ROOT));
    }

    function testFuzz_anchorsOnceADayAndNoMore(uint40 first, uint40 later) external {
        first = uint40(within(first, NOW, NO_END - 30 days));
        later = uint40(within(later, 0, 3 days));
        vm.warp(first);
        send(hospital, anchoring(ROOT));
        vm.warp(first + later);
        // Counted from midnights, where the contract divides.
        uint40 nextDay = first - (first % 86_400) + 86_400;
        bytes4 selector = IBooks.AlreadyAnchored.selector;
        bytes memory refusal =
            first + later >= nextDay ? bytes("") : abi.encodeWithSelector(selector, nextDay / 86_400 - 1, nextDay);
        attempt(registrar, anchoring(keccak256("next")), refusal);
    }

    function testFuzz_keepsTheLastAnchorOfEach(uint256 seed) external {
        address[3] memory callers = [hospital, registrar, clinic];
        Book[2] memory books;
        uint40 time = MIDNIGHT;
        for (uint256 i = 0; i < 24; ++i) {
            time += uint40(roll(seed, i) % 1 days);
            vm.warp(time);
            uint256 who = roll(seed, 100 + i) % 3;
            bytes32 root = bytes32(roll(seed, 200 + i));
            Book memory book = books[who / 2];
            bool isFree = book.interval != DAY + (time - MIDNIGHT) / 1 days;
            vm.assertTrue(does(callers[who], anchoring(root)) == isFree, "anchored");
            if (isFree) books[who / 2] = Book(root, DAY + (time - MIDNIGHT) / 1 days);
            assertBook(hospital, books[0]);
            assertBook(clinic, books[1]);
        }
    }

    function anchoring(bytes32 root) private view returns (bytes memory) {
        return abi.encodeCall(registry.anchorBook, (root));
    }

    function assertBook(address custodian, Book memory expected) private view {
        vm.assertEq(abi.encode(registry.bookOf(custodian)), abi.encode(expected));
    }
}
